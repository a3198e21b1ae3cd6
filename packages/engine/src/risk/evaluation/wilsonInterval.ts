/** Two-sided 95 % quantile of the normal distribution. @internal */
export const Z_95 = 1.959963984540054;

/** A share with how sure it is. @public */
export interface Rate {
  /** Events; a half counts where ties are split. */
  count: number;
  /** Rows that could have been events. */
  n: number;
  /** count / n. */
  rate: number;
  /** Lower end of the interval, 0-1. */
  low: number;
  /** Upper end of the interval, 0-1. */
  high: number;
}

/**
 * A share and its score interval (Wilson 1927), which stays inside 0-1 and is honest at few rows and at rates near 0.
 *
 * @param options - `count` of `n` rows; `z`: normal quantile, 1.96 (95 %) when absent.
 * @returns undefined for no rows: nothing is known of the rate.
 * @throws RangeError for a count outside 0-n.
 * @public
 */
export function wilsonInterval(options: {
  count: number;
  n: number;
  z?: number;
}): Rate | undefined {
  const { count, n, z = Z_95 } = options;
  if (!(count >= 0 && count <= n) || n === Infinity) {
    throw new RangeError(`There cannot be ${count} events in ${n} rows`);
  }
  if (n === 0) {
    return undefined;
  }
  const rate = count / n;
  const square = (z * z) / n;
  const centre = (rate + square / 2) / (1 + square);
  const half =
    (z * Math.sqrt((rate * (1 - rate)) / n + square / (4 * n))) / (1 + square);
  return {
    count,
    n,
    rate,
    // At 0 and at n one end is the rate itself, but for rounding.
    low: count === 0 ? 0 : centre - half,
    high: count === n ? 1 : centre + half,
  };
}
