import { sigmoid } from '../linearModel';
import type { Calibrator, IsotonicCalibrator } from './calibrator';
import { softplus } from './softplus';

/** @public */
export interface CalibratedMargin {
  /** 0-1. */
  probability: number;
  /** The logit of the probability: what is stored and ranked, because it still differs where probabilities round to 1. */
  logOdds: number;
}

/** Linear between the two points around the margin. */
function interpolate(
  { margins, probabilities }: IsotonicCalibrator,
  margin: number,
): number {
  let below = 0;
  let above = margins.length - 1;
  if (margin <= margins[below]) {
    return probabilities[below];
  }
  if (margin >= margins[above]) {
    return probabilities[above];
  }
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if (margins[middle] <= margin) {
      below = middle;
    } else {
      above = middle;
    }
  }
  const [low, high] = [probabilities[below], probabilities[above]];
  const share = (margin - margins[below]) / (margins[above] - margins[below]);
  // Rounding must not carry it over the next point: the map would fall there.
  return Math.min(low + (high - low) * share, high);
}

/**
 * The calibrated probability of a margin. A higher margin never gets a lower probability.
 *
 * @param margin - Log-odds that the model gives, finite.
 * @throws RangeError for a margin that is not finite.
 * @public
 */
export function calibrate(
  calibrator: Calibrator,
  margin: number,
): CalibratedMargin {
  if (!Number.isFinite(margin)) {
    throw new RangeError(`A margin must be a finite number, got ${margin}`);
  }
  if (calibrator.kind === 'isotonic') {
    const probability = interpolate(calibrator, margin);
    return {
      probability,
      logOdds: Math.log(probability) - Math.log1p(-probability),
    };
  }
  let logOdds = margin;
  if (calibrator.kind === 'platt') {
    logOdds = calibrator.slope * margin + calibrator.intercept;
  } else if (calibrator.kind === 'beta') {
    const { a, b, c } = calibrator;
    logOdds = b * softplus(margin) - a * softplus(-margin) + c;
  }
  return { probability: sigmoid(logOdds), logOdds };
}
