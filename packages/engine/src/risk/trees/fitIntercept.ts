const ITERATIONS = 50;
/** Beyond this a step is held, so that Newton's method cannot overshoot on the flat ends of the curve. */
const LONGEST_STEP = 4;

/**
 * The constant that, added to every row's margin, lowers the weighted log loss most, by Newton's method; with margins of
 * 0 it is the log-odds of the share of positives. Needs both classes.
 *
 * @returns a float32 number.
 * @internal
 */
export function fitIntercept(options: {
  labels: Uint8Array;
  weights?: ArrayLike<number>;
  baseMargin?: ArrayLike<number>;
}): number {
  const { labels, weights, baseMargin } = options;
  let intercept = 0;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    let gradient = 0;
    let hessian = 0;
    for (let row = 0; row < labels.length; row++) {
      const weight = weights ? weights[row] : 1;
      const margin = intercept + (baseMargin ? baseMargin[row] : 0);
      const p = 1 / (1 + Math.exp(-margin));
      gradient += weight * (p - labels[row]);
      hessian += weight * p * (1 - p);
    }
    const step = Math.max(
      -LONGEST_STEP,
      Math.min(LONGEST_STEP, gradient / Math.max(hessian, 1e-12)),
    );
    intercept -= step;
    if (Math.abs(step) < 1e-10) {
      break;
    }
  }
  return Math.fround(intercept);
}
