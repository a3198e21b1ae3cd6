/**
 * Quantile of the standard normal distribution for shares of 0.5 and more (Abramowitz and Stegun 26.2.23, error below
 * 4.5e-4): for bounds, not for digits.
 *
 * @internal
 */
export function normalQuantile(share: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - share));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return t - numerator / denominator;
}
