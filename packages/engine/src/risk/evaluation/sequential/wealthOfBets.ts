/** Shares of the largest bet that could not ruin the bettor; their wealth is averaged, so that none has to be chosen. */
const STAKES = [0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9] as const;

/** Bounded differences as a histogram: `weights[i]` of them at `points[i]`. @internal */
export interface Differences {
  points: Float64Array;
  weights: ArrayLike<number>;
  /** No difference is further from 0. */
  bound: number;
}

/**
 * The logarithm of the average of some numbers that are given by their logarithms.
 */
function logMean(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  return (
    largest +
    Math.log(
      logs.reduce((sum, x) => sum + Math.exp(x - largest), 0) / logs.length,
    )
  );
}

/**
 * The logarithm of the wealth of a bettor who starts with 1 and bets on every difference being above `mean`:
 * `1/K · Σₖ Πᵢ (1 + λₖ · (dᵢ − mean))` with `λₖ = stakeₖ / (bound + mean)`. If the mean is not above `mean`, the bettor cannot
 * expect to win, and becomes `x` times as rich at any time with probability at most `1 / x` (Ville). It falls as `mean` rises.
 *
 * @param mean - Between −bound and bound.
 * @internal
 */
export function logWealth(differences: Differences, mean: number): number {
  const { points, weights, bound } = differences;
  return logMean(
    STAKES.map(stake => {
      const bet = stake / (bound + mean);
      let log = 0;
      for (let i = 0; i < points.length; i++) {
        if (weights[i] > 0) {
          log += weights[i] * Math.log1p(bet * (points[i] - mean));
        }
      }
      return log;
    }),
  );
}
