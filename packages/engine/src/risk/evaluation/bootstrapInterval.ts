import { SeededRandom } from '../trees/SeededRandom';

/** @public */
export interface BootstrapInterval {
  /** The statistic of the rows themselves. */
  estimate: number;
  low: number;
  high: number;
  /** Resamples that had a value: less than asked for where the statistic needs both classes. */
  resamples: number;
}

/** The value below which `share` of the sorted values lie, linear between neighbours (type 7 of Hyndman and Fan). */
function quantileOf(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
}

/**
 * Percentile bootstrap interval of any statistic of rows (Efron and Tibshirani 1993, chapter 13): rows are drawn with
 * replacement, the same for the same seed. For a difference of two models give a statistic that evaluates both on the
 * same rows.
 *
 * @param options - `count`: number of rows; `statistic`: of row indices, some of them repeated, undefined where it has no
 * value; `seed`; `resamples`: 1,000 when absent; `level`: 0.95 when absent.
 * @returns undefined when the statistic has no value on the rows themselves or on half of the resamples.
 * @throws RangeError for no rows or resamples, or a level outside 0-1.
 * @public
 */
export function bootstrapInterval(options: {
  count: number;
  statistic: (rows: Int32Array) => number | undefined;
  seed: number;
  resamples?: number;
  level?: number;
}): BootstrapInterval | undefined {
  const { count, statistic, seed, resamples = 1000, level = 0.95 } = options;
  if (!(count >= 1) || !(resamples >= 1) || !(level > 0 && level < 1)) {
    throw new RangeError(
      `Cannot resample ${count} rows ${resamples} times at level ${level}`,
    );
  }
  const estimate = statistic(Int32Array.from({ length: count }, (_, i) => i));
  if (estimate === undefined) {
    return undefined;
  }
  const random = SeededRandom.create({ seed });
  const rows = new Int32Array(count);
  const values: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    for (let i = 0; i < count; i++) {
      rows[i] = Math.floor(random.next() * count);
    }
    const value = statistic(rows);
    if (value !== undefined) {
      values.push(value);
    }
  }
  if (values.length < resamples / 2) {
    return undefined;
  }
  const sorted = Float64Array.from(values).sort();
  return {
    estimate,
    low: quantileOf(sorted, (1 - level) / 2),
    high: quantileOf(sorted, (1 + level) / 2),
    resamples: values.length,
  };
}
