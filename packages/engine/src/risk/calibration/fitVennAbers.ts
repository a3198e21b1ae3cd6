import { tiesFromTop } from '../evaluation/labelledScores';
import { checkCalibrationRows } from './checkCalibrationRows';
import { withOneMoreNegative, withOneMorePositive } from './vennAbersBounds';

/**
 * Two step functions of the margin that never fall, as plain data: `low[i]` holds from `lowFrom[i]` on (0 before the first),
 * `high[i]` holds up to and with `highUpTo[i]` (1 after the last).
 *
 * @public
 */
export interface VennAbersTable {
  /** Labels that it was fitted on. */
  count: number;
  /** Rising margins. */
  lowFrom: readonly number[];
  /** Probability if the new row were a negative, one per entry of `lowFrom`. */
  low: readonly number[];
  /** Rising margins. */
  highUpTo: readonly number[];
  /** Probability if the new row were a positive, one per entry of `highUpTo`. */
  high: readonly number[];
}

/**
 * Inductive Venn-Abers calibration (Vovk, Petej and Fedorova 2015, arXiv 1511.00213): isotonic regression once with the
 * new row as a negative and once as a positive; one of the two probabilities is calibrated whatever the truth, as long as
 * rows are exchangeable, which deployments in time are only roughly. Where labels are few the two are far apart: that width is
 * the honest "how sure". O(k log k) for k labels; runs of equal probability are stored once.
 *
 * @param options - `labels`: 0 or 1 per row; `margins`: log-odds per row, of rows that the model was not fitted on.
 * @throws RangeError for unequal lengths, unreadable rows, or one class only.
 * @public
 */
export function fitVennAbers(options: {
  labels: ArrayLike<number>;
  margins: ArrayLike<number>;
}): VennAbersTable {
  const { labels, margins } = options;
  checkCalibrationRows(labels, margins);
  const groups = tiesFromTop(labels, margins).reverse();
  const lows = withOneMoreNegative(groups);
  const highs = withOneMorePositive(groups);

  const table = {
    count: labels.length,
    lowFrom: [] as number[],
    low: [] as number[],
    highUpTo: [] as number[],
    high: [] as number[],
  };
  for (const [index, { score }] of groups.entries()) {
    if (index === 0 || lows[index] !== lows[index - 1]) {
      table.lowFrom.push(score);
      table.low.push(lows[index]);
    }
    if (index === groups.length - 1 || highs[index] !== highs[index + 1]) {
      table.highUpTo.push(score);
      table.high.push(highs[index]);
    }
  }
  return table;
}
