import { checkLabelledScores, tiesFromTop } from '../labelledScores';
import { rocAuc } from '../metrics';
import { thin } from './thin';

/** @public */
export interface RocPoint {
  /** Rows with at least this score are called positive; undefined at the start, where none is. */
  threshold: number | undefined;
  /** Share of the negatives called positive, 0-1. */
  falsePositiveRate: number;
  /** Share of the positives called positive, 0-1. */
  truePositiveRate: number;
}

/** @public */
export interface RocCurve {
  /** Of all rows, not of the points kept. */
  auc: number;
  /** From (0, 0) to (1, 1), at most 200. */
  points: RocPoint[];
}

/**
 * The ROC curve, one point per distinct score, thinned to 200.
 *
 * @param options - `labels`: 0 or 1 per row; `scores`: finite, higher is riskier.
 * @returns undefined when there is only one class.
 * @throws RangeError as `rocAuc`.
 * @public
 */
export function rocCurve(options: {
  labels: ArrayLike<number>;
  scores: ArrayLike<number>;
}): RocCurve | undefined {
  const { labels, scores } = options;
  checkLabelledScores(labels, scores);
  const auc = rocAuc(labels, scores);
  if (auc === undefined) {
    return undefined;
  }
  const ties = tiesFromTop(labels, scores);
  const positives = ties.reduce((sum, tie) => sum + tie.positives, 0);
  const negatives = labels.length - positives;
  const points: RocPoint[] = [
    { threshold: undefined, falsePositiveRate: 0, truePositiveRate: 0 },
  ];
  let [found, alarmed] = [0, 0];
  for (const tie of ties) {
    found += tie.positives;
    alarmed += tie.negatives;
    points.push({
      threshold: tie.score,
      falsePositiveRate: alarmed / negatives,
      truePositiveRate: found / positives,
    });
  }
  return {
    auc,
    points: thin({
      points,
      x: point => point.falsePositiveRate,
      y: point => point.truePositiveRate,
    }),
  };
}
