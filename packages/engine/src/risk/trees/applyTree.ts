import type { BinnedRows } from './binnedRows';
import type { GrownNode } from './grownTree';

/** The leaf that a row with known codes ends in. */
function leafOf(
  nodes: readonly GrownNode[],
  binned: BinnedRows,
  row: number,
): number {
  let index = 0;
  for (;;) {
    const { split, left, right } = nodes[index];
    if (!split) {
      return index;
    }
    const code = binned.columns[split.feature][row];
    index =
      code <= split.bin ||
      (split.missingLeft && code === binned.bins.ranges[split.feature])
        ? left
        : right;
  }
}

/** Adds each row's leaf value to its margin. @internal */
export function addTree(options: {
  nodes: readonly GrownNode[];
  /** Per node; only those of leaves are read. */
  values: Float32Array;
  binned: BinnedRows;
  margins: Float64Array;
}): void {
  const { nodes, values, binned, margins } = options;
  for (let row = 0; row < margins.length; row++) {
    margins[row] += values[leafOf(nodes, binned, row)];
  }
}

/**
 * Adds each training row's leaf value to its margin. Rows that the tree was grown on lie together by leaf; the others are
 * led through the tree.
 *
 * @returns the weight of all training rows that pass each node.
 * @internal
 */
export function addTreeToTraining(options: {
  nodes: readonly GrownNode[];
  values: Float32Array;
  binned: BinnedRows;
  margins: Float64Array;
  weights: Float64Array | undefined;
  grownOn: Int32Array;
  others: Int32Array;
}): Float64Array {
  const { nodes, values, binned, margins, weights, grownOn, others } = options;
  const cover = new Float64Array(nodes.length);
  for (const [index, { split, segment }] of nodes.entries()) {
    if (split) {
      continue;
    }
    for (let i = segment.begin; i < segment.end; i++) {
      const row = grownOn[i];
      margins[row] += values[index];
      cover[index] += weights ? weights[row] : 1;
    }
  }
  for (const row of others) {
    const index = leafOf(nodes, binned, row);
    margins[row] += values[index];
    cover[index] += weights ? weights[row] : 1;
  }
  for (let index = nodes.length - 1; index >= 0; index--) {
    const { split, left, right } = nodes[index];
    if (split) {
      cover[index] = cover[left] + cover[right];
    }
  }
  return cover;
}
