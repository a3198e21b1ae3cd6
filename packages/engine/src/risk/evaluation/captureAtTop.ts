import { checkLabelledScores, tiesFromTop } from './labelledScores';
import { wilsonInterval, type Rate } from './wilsonInterval';

/** @public */
export interface CaptureAtTop {
  /** Share of the rows that was looked at, 0-1. */
  share: number;
  /** Rows in that share; not whole when the share does not cut at a row. */
  taken: number;
  /** Failures among them of all failures, with the 95 % Wilson interval; the count is not whole where ties are cut. */
  captured: Rate;
  /** Captured rate over the share: 1 is guessing. */
  lift: number;
}

/**
 * "The top 10 % by risk contain y % of the failures": the headline of a risk model, as Meta reports its own (capture at a
 * gate, arXiv 2410.06351). Rows of equal score at the cut count by the part of them that fits, so that the result does not depend on
 * the order of rows.
 *
 * @param options - `labels`: 0 or 1 per row; `scores`: finite, higher is riskier; `share`: above 0, at most 1.
 * @returns undefined when there is no failure to capture.
 * @throws RangeError as `rocAuc`, and for a share outside 0-1.
 * @public
 */
export function captureAtTop(options: {
  labels: ArrayLike<number>;
  scores: ArrayLike<number>;
  share: number;
}): CaptureAtTop | undefined {
  const { labels, scores, share } = options;
  checkLabelledScores(labels, scores);
  if (!(share > 0 && share <= 1)) {
    throw new RangeError(`The share must be above 0 and at most 1: ${share}`);
  }
  const ties = tiesFromTop(labels, scores);
  const positives = ties.reduce((sum, tie) => sum + tie.positives, 0);
  const taken = share * labels.length;
  let [left, found] = [taken, 0];
  for (const tie of ties) {
    const rows = tie.positives + tie.negatives;
    found += tie.positives * Math.min(left / rows, 1);
    left -= rows;
    if (left <= 0) {
      break;
    }
  }
  const captured = wilsonInterval({
    count: Math.min(found, positives),
    n: positives,
  });
  return captured && { share, taken, captured, lift: captured.rate / share };
}
