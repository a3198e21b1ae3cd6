import type { VennAbersTable } from './fitVennAbers';

/** @public */
export interface VennAbersInterval {
  /** Probability if this row is counted as a negative, 0-1. */
  low: number;
  /** Probability if this row is counted as a positive, at least `low`. */
  high: number;
  /** The one probability inside that minimises the worst regret in log loss: `high / (1 − low + high)`. */
  merged: number;
}

/** How many of the rising margins satisfy the test, which holds for the first ones only. */
function countWhile(
  margins: readonly number[],
  test: (margin: number) => boolean,
): number {
  let from = 0;
  let to = margins.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (test(margins[middle])) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from;
}

/**
 * The Venn-Abers interval of a margin, in O(log k) (Vovk, Petej and Fedorova 2015, arXiv 1511.00213).
 *
 * @param margin - Log-odds that the model gives, finite.
 * @throws RangeError for a margin that is not finite.
 * @public
 */
export function vennAbersInterval(
  table: VennAbersTable,
  margin: number,
): VennAbersInterval {
  if (!Number.isFinite(margin)) {
    throw new RangeError(`A margin must be a finite number, got ${margin}`);
  }
  const reached = countWhile(table.lowFrom, from => from <= margin);
  const passed = countWhile(table.highUpTo, upTo => upTo < margin);
  const low = reached === 0 ? 0 : table.low[reached - 1];
  const high = passed === table.high.length ? 1 : table.high[passed];
  return { low, high, merged: high / (1 - low + high) };
}
