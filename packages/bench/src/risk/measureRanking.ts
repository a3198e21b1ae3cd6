import {
  brier,
  expectedCalibrationError,
  prAuc,
  rocAuc,
  sigmoid,
} from '@showcaller/engine/risk';

/** How well log-odds rank and estimate; undefined where one class only or no row is there to tell. */
export interface RankingFigures {
  auc: number | undefined;
  pr_auc: number | undefined;
  brier: number | undefined;
  ece10: number | undefined;
}

export const noRanking: RankingFigures = {
  auc: undefined,
  pr_auc: undefined,
  brier: undefined,
  ece10: undefined,
};

/** Measures log-odds against what became of the rows; ranks by log-odds, which do not tie where probabilities round to 1. */
export function measureRanking(
  labels: Uint8Array,
  logOdds: Float64Array,
): RankingFigures {
  if (labels.length === 0) {
    return noRanking;
  }
  const probabilities = logOdds.map(sigmoid);
  const auc = rocAuc(labels, logOdds);
  return {
    auc,
    pr_auc: auc === undefined ? undefined : prAuc(labels, logOdds),
    brier: brier(labels, probabilities),
    ece10: expectedCalibrationError(labels, probabilities),
  };
}
