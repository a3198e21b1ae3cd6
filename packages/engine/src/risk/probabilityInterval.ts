import { evaluateLinear } from './evaluateLinear';
import { sigmoid, standardised, type LinearModel } from './linearModel';

/** Two-sided 95 % quantile of the normal distribution. */
const Z_95 = 1.959963984540054;

/**
 * A 95 % interval of the probability of one row. On the margin its variance is the delta method's `xᵀ Cov x` over the
 * parameters, plus `coefficient²` for each unknown feature (its value varies by one standard deviation around the mean it
 * stands at); the ends are mapped through the sigmoid. It says how sure the model is of its own probability, not how a
 * single change will turn out, and nothing of how far this organisation is from the training data.
 *
 * @throws RangeError when the row has another length, or a value is negative or infinite.
 * @public
 */
export function probabilityInterval(
  model: LinearModel,
  row: ArrayLike<number>,
): { low: number; high: number } {
  const { values, unknown } = standardised(model, row);
  const { margin } = evaluateLinear(model, row);
  const design = [1, ...values];
  const size = design.length;
  let variance = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      variance += design[i] * model.covariance[i * size + j] * design[j];
    }
  }
  for (const [index, coefficient] of model.coefficients.entries()) {
    if (unknown[index]) {
      variance += coefficient * coefficient;
    }
  }
  // A covariance read from a file is positive only up to rounding.
  const spread = Z_95 * Math.sqrt(Math.max(variance, 0));
  return { low: sigmoid(margin - spread), high: sigmoid(margin + spread) };
}
