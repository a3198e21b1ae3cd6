import { checkLabelledScores } from './labelledScores';
import { lossOfRow } from './lossOfRow';

/** Two models on the same rows. @public */
export interface PairedLogLoss {
  n: number;
  /** Mean log loss of the first model, nats. */
  first: number;
  /** Mean log loss of the second model, nats. */
  second: number;
  /** first − second: above 0 the second is better. */
  difference: number;
  /** Of the difference; undefined for fewer than two rows. */
  standardError: number | undefined;
}

/**
 * Mean log loss of two models on the same rows, and how sure their difference is. Rows that are hard for both weigh nothing in
 * the standard error, as they cancel.
 *
 * @param options - `labels`: 0 or 1 per row; `first`, `second`: probabilities per row, 0-1.
 * @throws RangeError for unequal lengths, no rows, labels other than 0 and 1, or probabilities that are not finite.
 * @public
 */
export function pairedLogLoss(options: {
  labels: ArrayLike<number>;
  first: ArrayLike<number>;
  second: ArrayLike<number>;
}): PairedLogLoss {
  const { labels, first, second } = options;
  checkLabelledScores(labels, first);
  checkLabelledScores(labels, second);
  const n = labels.length;
  let [totalFirst, totalSecond, mean, squares] = [0, 0, 0, 0];
  for (let row = 0; row < n; row++) {
    const ofFirst = lossOfRow(labels[row], first[row]);
    const ofSecond = lossOfRow(labels[row], second[row]);
    totalFirst += ofFirst;
    totalSecond += ofSecond;
    // Welford's update of mean and squares of the difference.
    const delta = ofFirst - ofSecond - mean;
    mean += delta / (row + 1);
    squares += delta * (ofFirst - ofSecond - mean);
  }
  return {
    n,
    first: totalFirst / n,
    second: totalSecond / n,
    difference: mean,
    standardError: n > 1 ? Math.sqrt(squares / (n - 1) / n) : undefined,
  };
}
