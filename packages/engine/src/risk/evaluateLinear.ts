import { sigmoid, standardised, type LinearModel } from './linearModel';

/** @public */
export interface LinearEvaluation {
  /** Log-odds. */
  margin: number;
  /** 0-1 */
  probability: number;
}

/**
 * Evaluates one row of raw feature values (NaN is unknown) in double precision. The ONNX form of the same model
 * agrees within 1e-5.
 *
 * @throws RangeError when the row has another length, or a value is below its feature's minimum or infinite.
 * @public
 */
export function evaluateLinear(
  model: LinearModel,
  row: ArrayLike<number>,
): LinearEvaluation {
  const { values } = standardised(model, row);
  let margin = model.intercept;
  for (const [index, coefficient] of model.coefficients.entries()) {
    margin += coefficient * values[index];
  }
  return { margin, probability: sigmoid(margin) };
}
