import { calibrate, type Calibrator } from '../calibration';

/**
 * The approximate effect of a contribution on the probability, for display: how far the calibrated probability would fall
 * without it. Effects do not add up; contributions do.
 *
 * @param options - `margin` and `contribution` in log-odds before calibration.
 * @returns -1 to 1; 0.21 is +21 points.
 * @public
 */
export function contributionEffect(options: {
  calibrator: Calibrator;
  margin: number;
  contribution: number;
}): number {
  const { calibrator, margin, contribution } = options;
  return (
    calibrate(calibrator, margin).probability -
    calibrate(calibrator, margin - contribution).probability
  );
}
