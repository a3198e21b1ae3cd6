import { checkLabelledScores, tiesFromTop } from './labelledScores';
import { lossOfRow } from './lossOfRow';

/**
 * Area under the ROC curve: the probability that a positive scores above a negative, ties counting one half
 * (Mann-Whitney).
 *
 * @returns undefined when there is only one class.
 * @throws RangeError for unequal lengths, labels other than 0 and 1, or scores that are not finite.
 * @public
 */
export function rocAuc(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
): number | undefined {
  checkLabelledScores(labels, scores);
  let positivesAbove = 0;
  let negatives = 0;
  let wins = 0;
  for (const tie of tiesFromTop(labels, scores)) {
    wins += tie.negatives * (positivesAbove + tie.positives / 2);
    positivesAbove += tie.positives;
    negatives += tie.negatives;
  }
  return positivesAbove > 0 && negatives > 0
    ? wins / (positivesAbove * negatives)
    : undefined;
}

/**
 * Area under the precision-recall curve as average precision, `Σ (recallₖ − recallₖ₋₁) · precisionₖ` over the distinct
 * scores from the top (no interpolation, ties taken together).
 *
 * @returns undefined when there is no positive.
 * @throws RangeError as `rocAuc`.
 * @public
 */
export function prAuc(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
): number | undefined {
  checkLabelledScores(labels, scores);
  let positives = 0;
  let taken = 0;
  let area = 0;
  for (const tie of tiesFromTop(labels, scores)) {
    positives += tie.positives;
    taken += tie.positives + tie.negatives;
    area += tie.positives * (positives / taken);
  }
  return positives > 0 ? area / positives : undefined;
}

/**
 * Mean squared difference of probability and outcome (Brier 1950); 0 is perfect.
 *
 * @throws RangeError as `rocAuc`.
 * @public
 */
export function brier(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): number {
  checkLabelledScores(labels, probabilities);
  let total = 0;
  for (let row = 0; row < labels.length; row++) {
    total += (probabilities[row] - labels[row]) ** 2;
  }
  return total / labels.length;
}

/**
 * Mean negative log likelihood in nats. Probabilities are held 1e-15 away from 0 and 1.
 *
 * @throws RangeError as `rocAuc`.
 * @public
 */
export function logLoss(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): number {
  checkLabelledScores(labels, probabilities);
  let total = 0;
  for (let row = 0; row < labels.length; row++) {
    total += lossOfRow(labels[row], probabilities[row]);
  }
  return total / labels.length;
}

/**
 * Expected calibration error over equally wide bins of probability (Naeini et al. 2015): the mean, weighted by rows, of
 * |mean probability − share of positives| per bin. A probability on an edge belongs to the bin above; 1 to the last.
 *
 * @throws RangeError as `rocAuc`, for probabilities outside 0-1 and for less than one bin.
 * @public
 */
export function expectedCalibrationError(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  bins: number = 10,
): number {
  checkLabelledScores(labels, probabilities);
  if (!Number.isInteger(bins) || bins < 1) {
    throw new RangeError(`At least one bin is needed, got ${bins}`);
  }
  // Per bin |Σp − Σy|, which is rows · |mean p − share of positives|.
  const excess = new Float64Array(bins);
  for (let row = 0; row < labels.length; row++) {
    const p = probabilities[row];
    if (p < 0 || p > 1) {
      throw new RangeError(`The probability of row ${row} is ${p}, not 0 to 1`);
    }
    excess[Math.min(Math.floor(p * bins), bins - 1)] += p - labels[row];
  }
  return excess.reduce((sum, x) => sum + Math.abs(x), 0) / labels.length;
}
