/** A point of a cumulative sum diagram: rows so far, positives so far. */
interface Point {
  x: number;
  y: number;
}

/** Above 0 when the path from → by → to turns left, i.e. is convex at `by`. */
function turn(from: Point, by: Point, to: Point): number {
  return (by.x - from.x) * (to.y - from.y) - (by.y - from.y) * (to.x - from.x);
}

/** Corners of the greatest convex minorant, the last point first. */
function minorant(points: readonly Point[]): Point[] {
  const corners: Point[] = [];
  for (const point of points) {
    while (
      corners.length > 1 &&
      turn(corners[corners.length - 2], corners[corners.length - 1], point) <= 0
    ) {
      corners.pop();
    }
    corners.push(point);
  }
  return corners.reverse();
}

/**
 * For every group of equal scores, rising: what isotonic regression gives the group when one more positive joins it
 * (Vovk, Petej and Fedorova 2015, arXiv 1511.00213).
 *
 * In the diagram of cumulative sums the joining positive moves all points before the group by (−1, −1); the answer is the
 * slope of the greatest convex minorant over the group. From one group to the next a single point moves, so the minorant
 * to the right is kept as a stack and mended: linear in the number of groups. All numbers are integers, hence exact.
 *
 * @internal
 */
export function withOneMorePositive(
  groups: ReadonlyArray<{ positives: number; negatives: number }>,
): Float64Array {
  const points: Point[] = [{ x: 0, y: 0 }];
  for (const { positives, negatives } of groups) {
    const { x, y } = points[points.length - 1];
    points.push({ x: x + positives + negatives, y: y + positives });
  }
  const stack = minorant([{ x: -1, y: -1 }, ...points]);
  const bounds = new Float64Array(groups.length);
  for (let group = 0; group < groups.length; group++) {
    const [from, to] = [stack[stack.length - 1], stack[stack.length - 2]];
    bounds[group] = (to.y - from.y) / (to.x - from.x);
    const end = points[group + 1];
    const moved = { x: end.x - 1, y: end.y - 1 };
    if (group === groups.length - 1 || turn(from, to, moved) >= 0) {
      continue;
    }
    stack.pop();
    while (
      stack.length > 1 &&
      turn(moved, stack[stack.length - 1], stack[stack.length - 2]) <= 0
    ) {
      stack.pop();
    }
    stack.push(moved);
  }
  return bounds;
}

/**
 * The same with one more negative: a negative among the positives seen in a mirror.
 *
 * @internal
 */
export function withOneMoreNegative(
  groups: ReadonlyArray<{ positives: number; negatives: number }>,
): Float64Array {
  const mirrored = [...groups].reverse().map(({ positives, negatives }) => ({
    positives: negatives,
    negatives: positives,
  }));
  return withOneMorePositive(mirrored)
    .map(probability => 1 - probability)
    .reverse();
}
