import type { PlattCalibrator } from './calibrator';
import { checkCalibrationRows } from './checkCalibrationRows';
import { fitLogisticCurve } from './fitLogisticCurve';

/**
 * How strongly the slope is held at 1, as the inverse variance of a normal prior: a standard deviation of 0.5 keeps a
 * model's own spread until some tens of failures say otherwise, and is forgotten at some hundreds.
 */
const SLOPE_PENALTY = 4;

/**
 * Platt's calibration (1999): two parameters that minimise the log loss of `sigmoid(slope · margin + intercept)`, by
 * Newton's method (Lin, Lin and Weng 2007), with the slope shrunk towards 1, so that 50 labels of which 10 are positive
 * move the base rate and leave the rest to the model. The slope is at least 0; at 0 the model was worth nothing.
 * Without smoothing the mean probability on the fitted rows is exactly their share of positives.
 *
 * @param options - `labels`: 0 or 1 per row; `margins`: the model's log-odds per row, of rows that it was not fitted on;
 * `slopePenalty`: above 0, in log-likelihood per squared unit of slope, 4 when absent; `smoothTargets`: Platt's targets
 * `(positives + 1) / (positives + 2)` and `1 / (negatives + 2)` in place of 1 and 0.
 * @throws RangeError for unequal lengths, unreadable rows, one class only, or a penalty that is not positive.
 * @public
 */
export function fitPlatt(options: {
  labels: ArrayLike<number>;
  margins: ArrayLike<number>;
  slopePenalty?: number;
  smoothTargets?: boolean;
}): PlattCalibrator {
  const { labels, margins, slopePenalty = SLOPE_PENALTY } = options;
  const positives = checkCalibrationRows(labels, margins);
  if (!(slopePenalty > 0) || slopePenalty === Infinity) {
    throw new RangeError(
      `The slope's penalty must be positive and finite, got ${slopePenalty}`,
    );
  }
  const negatives = labels.length - positives;
  const [high, low] = options.smoothTargets
    ? [(positives + 1) / (positives + 2), 1 / (negatives + 2)]
    : [1, 0];
  const targets = Float64Array.from(labels, label => (label ? high : low));
  const ones = new Float64Array(labels.length).fill(1);

  const free = fitLogisticCurve({
    columns: [margins, ones],
    targets,
    centre: [1, 0],
    penalty: [slopePenalty, 0],
  });
  if (free.parameters[0] >= 0) {
    return {
      kind: 'platt',
      slope: free.parameters[0],
      intercept: free.parameters[1],
    };
  }
  // The loss is convex: where the free slope is negative, the best one allowed is 0.
  const [intercept] = fitLogisticCurve({
    columns: [ones],
    targets,
    centre: [0],
    penalty: [0],
  }).parameters;
  return { kind: 'platt', slope: 0, intercept };
}
