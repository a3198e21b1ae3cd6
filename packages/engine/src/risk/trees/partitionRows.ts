import type { BinnedRows } from './binnedRows';
import type { Split } from './findSplit';
import type { RowSegment } from './histogram';

/**
 * Reorders the rows of a node in place: first those that go left, then those that go right, each in their old order.
 *
 * @returns where the right ones begin.
 * @internal
 */
export function partitionRows(options: {
  binned: BinnedRows;
  rows: Int32Array;
  segment: RowSegment;
  split: Pick<Split, 'feature' | 'bin' | 'missingLeft'>;
  /** Scratch space, one entry per row. */
  spare: Int32Array;
}): number {
  const { binned, rows, segment, split, spare } = options;
  const { bin, missingLeft } = split;
  const column = binned.columns[split.feature];
  const missing = binned.bins.ranges[split.feature];
  let left = segment.begin;
  let right = 0;
  for (let i = segment.begin; i < segment.end; i++) {
    const row = rows[i];
    const code = column[row];
    if (code <= bin || (missingLeft && code === missing)) {
      rows[left++] = row;
    } else {
      spare[right++] = row;
    }
  }
  rows.set(spare.subarray(0, right), left);
  return left;
}
