import { tiesFromTop } from '../evaluation/labelledScores';
import type { IsotonicCalibrator } from './calibrator';
import { checkCalibrationRows } from './checkCalibrationRows';
import { poolAdjacentViolators } from './poolAdjacentViolators';

/**
 * Isotonic calibration (Zadrozny and Elkan 2002): the map that never falls with the smallest squared error. Rows of the
 * same margin are taken together. Every block of equal probability is two points, its first and last margin; between
 * blocks `calibrate` is linear. Needs 1,000 to 2,000 labels to be better than Platt's (Niculescu-Mizil and Caruana 2005).
 *
 * Probabilities are held inside `1 / (n + 2)` and `(n + 1) / (n + 2)`: n labels of one kind in a row do not make the next
 * one certain (rule of succession), and log-odds stay finite.
 *
 * @param options - `labels`: 0 or 1 per row; `margins`: log-odds per row, of rows that the model was not fitted on.
 * @throws RangeError for unequal lengths, unreadable rows, or one class only.
 * @public
 */
export function fitIsotonic(options: {
  labels: ArrayLike<number>;
  margins: ArrayLike<number>;
}): IsotonicCalibrator {
  const { labels, margins } = options;
  checkCalibrationRows(labels, margins);
  const ties = tiesFromTop(labels, margins).reverse();
  const blocks = poolAdjacentViolators(
    ties.map(({ positives }) => positives),
    ties.map(({ positives, negatives }) => positives + negatives),
  );
  const floor = 1 / (labels.length + 2);

  const points: Array<{ margin: number; probability: number }> = [];
  for (const { first, last, mean } of blocks) {
    const probability = Math.min(Math.max(mean, floor), 1 - floor);
    points.push({ margin: ties[first].score, probability });
    if (last > first) {
      points.push({ margin: ties[last].score, probability });
    }
  }
  return {
    kind: 'isotonic',
    margins: points.map(({ margin }) => margin),
    probabilities: points.map(({ probability }) => probability),
  };
}
