import { checkLabelledScores } from '../evaluation/labelledScores';
import { Z_95, wilsonInterval, type Rate } from '../evaluation/wilsonInterval';
import { sigmoid } from '../linearModel';

/** @public */
export interface LogitShift {
  /** Log-odds to add to every prediction so that the mean is right; 0 is calibrated in the large. */
  shift: number;
  /** Lower end of its 95 % interval. */
  low: number;
  /** Upper end of its 95 % interval. */
  high: number;
}

/** @public */
export interface CalibrationInTheLarge {
  /** Share of positives, with its Wilson interval. */
  observed: Rate;
  /** Mean probability, 0-1. */
  expected: number;
  /** observed − expected: above 0, more failed than was said. */
  difference: number;
  /** Lower end of the difference's 95 % interval. */
  low: number;
  /** Upper end of the difference's 95 % interval. */
  high: number;
  /** The difference in standard deviations, were the probabilities true (Spiegelhalter 1986, first moment). */
  z: number;
  /** Undefined when there is one class only: no finite shift makes that right. */
  logitShift: LogitShift | undefined;
}

const MAX_ITERATIONS = 100;

/** Newton's method inside a bracket: the expected number of positives rises with the shift. */
function findShift(logits: Float64Array, positives: number): LogitShift {
  let [below, above, shift, information] = [-100, 100, 0, 0];
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    let excess = -positives;
    information = 0;
    for (const logit of logits) {
      const p = sigmoid(logit + shift);
      excess += p;
      information += p * (1 - p);
    }
    if (Math.abs(excess) <= 1e-10 * logits.length) {
      break;
    }
    [below, above] = excess > 0 ? [below, shift] : [shift, above];
    const next = shift - excess / information;
    shift = next > below && next < above ? next : (below + above) / 2;
  }
  const spread = Z_95 / Math.sqrt(information);
  return { shift, low: shift - spread, high: shift + spread };
}

/**
 * Whether as many failed as was said (Cox 1958; "calibration in the large"): the shift of the base rate is what hurts a model
 * in time more than anything else, and a mean needs far fewer labels than a curve.
 *
 * @param options - `labels`: 0 or 1 per row; `probabilities`: 0-1 per row.
 * @throws RangeError for unequal lengths, no rows, other labels, or probabilities outside 0-1.
 * @public
 */
export function calibrationInTheLarge(options: {
  labels: ArrayLike<number>;
  probabilities: ArrayLike<number>;
}): CalibrationInTheLarge {
  const { labels, probabilities } = options;
  checkLabelledScores(labels, probabilities);
  const n = labels.length;
  const logits = new Float64Array(n);
  let [positives, total, variance] = [0, 0, 0];
  for (let row = 0; row < n; row++) {
    const probability = probabilities[row];
    if (probability < 0 || probability > 1) {
      throw new RangeError(
        `The probability of row ${row} is ${probability}, not 0 to 1`,
      );
    }
    const p = Math.min(Math.max(probability, 1e-15), 1 - 1e-15);
    logits[row] = Math.log(p) - Math.log1p(-p);
    positives += labels[row];
    total += p;
    variance += p * (1 - p);
  }
  const observed = wilsonInterval({ count: positives, n });
  if (!observed) {
    throw new RangeError('There are no rows to compare');
  }
  const expected = total / n;
  return {
    observed,
    expected,
    difference: observed.rate - expected,
    low: observed.low - expected,
    high: observed.high - expected,
    z: (positives - total) / Math.sqrt(variance),
    logitShift:
      positives > 0 && positives < n ? findShift(logits, positives) : undefined,
  };
}
