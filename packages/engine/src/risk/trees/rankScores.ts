import type { BinnedRows } from './binnedRows';

/** One feature as a standardised score per range of its values; what is unknown scores 0. @internal */
export interface RankScore {
  feature: number;
  /** Per range: mean 0 and deviation 1 over the weighted rows whose value is known. */
  scores: Float64Array;
  /** Weight of the rows per range, and at the end of those that are unknown. */
  weights: Float64Array;
}

/**
 * Scores the ranges of each feature by rank: the share of the known rows below plus half of those inside. A feature
 * with fewer than two ranges that rows lie in has no score.
 *
 * @internal
 */
export function rankScores(
  binned: BinnedRows,
  rowWeights: ArrayLike<number> | undefined,
): RankScore[] {
  const { bins, columns } = binned;
  return columns.flatMap((column, feature) => {
    const ranges = bins.ranges[feature];
    const counts = new Float64Array(ranges + 1);
    const weights = new Float64Array(ranges + 1);
    for (const [row, code] of column.entries()) {
      counts[code] += 1;
      weights[code] += rowWeights ? rowWeights[row] : 1;
    }
    let below = 0;
    let [total, sum, squares] = [0, 0, 0];
    const scores = new Float64Array(ranges);
    for (let range = 0; range < ranges; range++) {
      scores[range] =
        (below + counts[range] / 2) / (binned.count - counts[ranges]);
      below += counts[range];
      total += weights[range];
      sum += weights[range] * scores[range];
      squares += weights[range] * scores[range] ** 2;
    }
    const mean = sum / total;
    const deviation = Math.sqrt(Math.max(0, squares / total - mean * mean));
    return deviation > 1e-6
      ? [
          {
            feature,
            scores: scores.map(score => (score - mean) / deviation),
            weights,
          },
        ]
      : [];
  });
}
