import type { GrownNode } from './grownTree';
import type { RankScore } from './rankScores';

/** A tree that asks about one feature only and has one leaf per range of its values. */
interface RangeTree {
  nodes: GrownNode[];
  values: Float32Array;
  cover: Float64Array;
}

/**
 * Lays a step function of one feature out as a balanced tree; an unknown value goes to the range whose score is nearest
 * to 0.
 *
 * @internal
 */
export function rangeTree(
  { feature, scores, weights }: RankScore,
  coefficient: number,
): RangeTree {
  const ranges = scores.length;
  const nearest = scores.reduce(
    (best, score, range) =>
      Math.abs(score) < Math.abs(scores[best]) ? range : best,
    0,
  );
  const nodes: GrownNode[] = [];
  const cover: number[] = [];
  const values: number[] = [];
  /** Ranges from `first` to before `end`. */
  const add = (first: number, end: number): number => {
    const segment = { begin: 0, end: 0 };
    const index = nodes.push({ left: 0, right: 0, value: 0, segment }) - 1;
    const holdsUnknown = first <= nearest && nearest < end;
    cover[index] = weights
      .subarray(first, end)
      .reduce((sum, w) => sum + w, holdsUnknown ? weights[ranges] : 0);
    values[index] = 0;
    if (end - first === 1) {
      values[index] = coefficient * scores[first];
      return index;
    }
    const middle = (first + end) >>> 1;
    const left = add(first, middle);
    const right = add(middle, end);
    nodes[index] = {
      left,
      right,
      value: 0,
      segment,
      split: {
        feature,
        bin: middle - 1,
        missingLeft: nearest < middle,
      },
    };
    return index;
  };
  add(0, ranges);
  return {
    nodes,
    values: Float32Array.from(values),
    cover: Float64Array.from(cover),
  };
}
