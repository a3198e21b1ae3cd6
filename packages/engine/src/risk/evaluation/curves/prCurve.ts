import { checkLabelledScores, tiesFromTop } from '../labelledScores';
import { prAuc } from '../metrics';
import { thin } from './thin';

/** @public */
export interface PrPoint {
  /** Rows with at least this score are called positive. */
  threshold: number;
  /** Share of the positives that are called positive, 0-1. */
  recall: number;
  /** Share of those called positive that are, 0-1. */
  precision: number;
}

/** @public */
export interface PrCurve {
  /** Average precision of all rows, not of the points kept. */
  prAuc: number;
  /** Share of positives: the precision of guessing, which the curve must be read against. */
  prevalence: number;
  /** Recall rises to 1; at most 200. */
  points: PrPoint[];
}

/**
 * The precision-recall curve, one point per distinct score, thinned to 200.
 *
 * @param options - `labels`: 0 or 1 per row; `scores`: finite, higher is riskier.
 * @returns undefined when there is no positive.
 * @throws RangeError as `rocAuc`.
 * @public
 */
export function prCurve(options: {
  labels: ArrayLike<number>;
  scores: ArrayLike<number>;
}): PrCurve | undefined {
  const { labels, scores } = options;
  checkLabelledScores(labels, scores);
  const area = prAuc(labels, scores);
  if (area === undefined) {
    return undefined;
  }
  const ties = tiesFromTop(labels, scores);
  const positives = ties.reduce((sum, tie) => sum + tie.positives, 0);
  const points: PrPoint[] = [];
  let [found, called] = [0, 0];
  for (const tie of ties) {
    found += tie.positives;
    called += tie.positives + tie.negatives;
    points.push({
      threshold: tie.score,
      recall: found / positives,
      precision: found / called,
    });
  }
  return {
    prAuc: area,
    prevalence: positives / labels.length,
    points: thin({
      points,
      x: point => point.recall,
      y: point => point.precision,
    }),
  };
}
