import { checkLabelledScores } from '../evaluation/labelledScores';

/**
 * What a calibrator is fitted on: labels of both classes and a finite margin for each.
 *
 * @returns the number of positives.
 * @throws RangeError that says what is missing.
 * @internal
 */
export function checkCalibrationRows(
  labels: ArrayLike<number>,
  margins: ArrayLike<number>,
): number {
  checkLabelledScores(labels, margins);
  let positives = 0;
  for (let row = 0; row < labels.length; row++) {
    positives += labels[row];
  }
  if (positives === 0 || positives === labels.length) {
    throw new RangeError(
      `Both classes are needed to calibrate: ${positives} of ${labels.length} labels are positive`,
    );
  }
  return positives;
}
