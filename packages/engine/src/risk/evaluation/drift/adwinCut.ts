/** A change of the mean, at the place in the window where it is clearest. @public */
export interface AdwinChange {
  /** Mean of the values before that place. */
  before: number;
  /** Mean of the values after it. */
  after: number;
  /** How many values, counted back from the last, are after it. */
  kept: number;
}

/** Neighbouring values taken together. @internal */
export interface Bucket {
  n: number;
  sum: number;
  /** Sum of squared deviations from the bucket's mean. */
  squares: number;
}

/** Values that each side of a cut needs. */
const MINIMUM_SIDE = 5;

/** @internal */
export const EMPTY: Bucket = { n: 0, sum: 0, squares: 0 };

/** Both together; squares by the parallel form of Chan, Golub and LeVeque. @internal */
export function mergeBuckets(a: Bucket, b: Bucket): Bucket {
  const n = a.n + b.n;
  const gap = n > 0 && a.n > 0 && b.n > 0 ? b.sum / b.n - a.sum / a.n : 0;
  return {
    n,
    sum: a.sum + b.sum,
    squares: a.squares + b.squares + (gap * gap * a.n * b.n) / n,
  };
}

/**
 * Of the cuts between buckets that part two different means, the one furthest beyond its bound.
 *
 * @param options - `buckets`: the window, the oldest first; `range`: bound of the values; `delta`: of the test.
 * @returns undefined when no cut is beyond its bound.
 * @internal
 */
export function clearestCut(options: {
  buckets: readonly Bucket[];
  range: number;
  delta: number;
}): AdwinChange | undefined {
  const { buckets, range, delta } = options;
  const whole = buckets.reduce(mergeBuckets, EMPTY);
  const logTerm = Math.log((2 * Math.log(whole.n)) / delta);
  const variance = whole.squares / whole.n;
  let clearest: { excess: number; change: AdwinChange } | undefined;
  let [n, sum] = [0, 0];
  for (const bucket of buckets) {
    n += bucket.n;
    sum += bucket.sum;
    const kept = whole.n - n;
    if (n < MINIMUM_SIDE || kept < MINIMUM_SIDE) {
      continue;
    }
    const inverse = 1 / n + 1 / kept;
    const bound =
      Math.sqrt(2 * inverse * variance * logTerm) +
      (2 / 3) * inverse * range * logTerm;
    const [before, after] = [sum / n, (whole.sum - sum) / kept];
    const excess = Math.abs(before - after) / bound;
    if (excess > (clearest?.excess ?? 1)) {
      clearest = { excess, change: { before, after, kept } };
    }
  }
  return clearest?.change;
}
