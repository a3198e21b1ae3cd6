import type { ModelMetrics } from '@showcaller/backstage-plugin-showcaller-common';

/** What the measures of a model have. */
export type Measure = Exclude<keyof ModelMetrics, 'rows' | 'positives'>;

/**
 * How far a measure may be off by the chance of which rows there were, one standard error; undefined where the counts
 * alone do not tell. ROC AUC by Hanley & McNeil, Radiology 143(1), 1982; the others as shares of the failures, for
 * precision-recall after Boyd, Eng & Page, ECML PKDD 2013.
 */
export function standardError(
  measure: Measure,
  metrics: ModelMetrics,
): number | undefined {
  const { rows, positives } = metrics;
  const value = metrics[measure];
  const negatives = rows - positives;
  if (value === undefined || positives < 1 || negatives < 1) {
    return undefined;
  }
  const ofFailures = Math.sqrt((value * (1 - value)) / positives);
  switch (measure) {
    case 'captureTop10':
    case 'prAuc':
      return ofFailures;
    case 'rocAuc': {
      const square = value * value;
      const twoFailures = value / (2 - value) - square;
      const twoClean = (2 * square) / (1 + value) - square;
      return Math.sqrt(
        (value * (1 - value) +
          (positives - 1) * twoFailures +
          (negatives - 1) * twoClean) /
          (positives * negatives),
      );
    }
    default:
      return undefined;
  }
}
