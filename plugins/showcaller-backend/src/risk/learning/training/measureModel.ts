import type { ModelMetrics } from '@showcaller/backstage-plugin-showcaller-common';
import {
  brier,
  captureAtTop,
  expectedCalibrationError,
  logLoss,
  prAuc,
  rocAuc,
  sigmoid,
} from '@showcaller/engine/risk';
import { countPositives } from '../rows/DatedRows';

/** Share of the rows with the highest risk that the headline is about. */
export const TOP_SHARE = 0.1;

/** Measures of calibrated log-odds against what came of the rows; ranks by log-odds, which never tie at 1. */
export function measureModel(
  labels: Uint8Array,
  logOdds: Float64Array,
): ModelMetrics {
  const measured = {
    rows: labels.length,
    positives: countPositives(labels),
  };
  if (labels.length === 0) {
    return measured;
  }
  const probabilities = logOdds.map(sigmoid);
  return {
    ...measured,
    rocAuc: rocAuc(labels, logOdds),
    prAuc: prAuc(labels, logOdds),
    brier: brier(labels, probabilities),
    logLoss: logLoss(labels, probabilities),
    ece: expectedCalibrationError(labels, probabilities),
    captureTop10: captureAtTop({ labels, scores: logOdds, share: TOP_SHARE })
      ?.captured.rate,
  };
}
