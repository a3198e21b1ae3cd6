import type { RiskBand } from '@showcaller/backstage-plugin-showcaller-common';

/** Limits between the bands; 0.4 and 0.7 themselves are elevated. @public */
export const riskThresholds = { elevated: 0.4, high: 0.7 } as const;

/** The band of a probability, with the same limits as the backend. @public */
export function bandOf(probability: number | undefined): RiskBand {
  if (probability === undefined || Number.isNaN(probability)) {
    return 'unknown';
  }
  if (probability > riskThresholds.high) {
    return 'high';
  }
  return probability >= riskThresholds.elevated ? 'elevated' : 'low';
}

/** @public */
export const riskBandLabels: Record<RiskBand, string> = {
  low: 'Low risk',
  elevated: 'Elevated risk',
  high: 'High risk',
  unknown: 'Risk unknown',
};
