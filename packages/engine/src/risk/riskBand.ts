/** @public */
export type RiskBand = 'low' | 'elevated' | 'high' | 'unknown';

/**
 * How a risk is worded: high above 0.7, elevated above 0.4, else low. Strict: 0.7 itself is elevated, 0.4 low.
 * Without a probability (undefined or NaN) it is unknown.
 *
 * @throws RangeError for a number outside 0-1.
 * @public
 */
export function riskBand(probability: number | undefined): RiskBand {
  if (probability === undefined || Number.isNaN(probability)) {
    return 'unknown';
  }
  if (probability < 0 || probability > 1) {
    throw new RangeError(`A probability is from 0 to 1, got ${probability}`);
  }
  if (probability > 0.7) {
    return 'high';
  }
  return probability > 0.4 ? 'elevated' : 'low';
}
