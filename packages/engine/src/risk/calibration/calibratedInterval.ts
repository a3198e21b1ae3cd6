import { calibrate, type CalibratedMargin } from './calibrate';
import type { Calibrator } from './calibrator';
import type { VennAbersTable } from './fitVennAbers';
import { vennAbersInterval } from './vennAbersInterval';

/** A probability with how sure it is. @public */
export interface CalibratedInterval extends CalibratedMargin {
  /** At most the probability. */
  low: number;
  /** At least the probability. */
  high: number;
}

/**
 * The calibrated probability of a margin with its Venn-Abers interval, widened to hold the probability: the two maps
 * come from the same labels by different means, and where they disagree that is one more reason to be less sure.
 *
 * @throws RangeError for a margin that is not finite.
 * @public
 */
export function calibratedInterval(options: {
  calibrator: Calibrator;
  table: VennAbersTable;
  margin: number;
}): CalibratedInterval {
  const calibrated = calibrate(options.calibrator, options.margin);
  const { low, high } = vennAbersInterval(options.table, options.margin);
  return {
    ...calibrated,
    low: Math.min(low, calibrated.probability),
    high: Math.max(high, calibrated.probability),
  };
}
