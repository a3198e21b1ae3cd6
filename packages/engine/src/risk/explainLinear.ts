import { sigmoid, standardised, type LinearModel } from './linearModel';

/** @public */
export interface LinearContribution {
  name: string;
  /** Log-odds against the average change; exact. */
  contribution: number;
  /** `probabilityEffect` of it. */
  effect: number;
}

/** @public */
export interface LinearExplanation {
  /** Margin of the average change: `base + Σ contribution = margin`. */
  base: number;
  margin: number;
  probability: number;
  /** Known features, in the order of the model. */
  contributions: LinearContribution[];
  /** Names of the unknown features: they contribute nothing, which is not the same as contributing 0. */
  unknown: string[];
}

/**
 * The approximate effect of a contribution on the probability, for display: how far the probability would fall if this
 * signal alone were average, `sigmoid(margin) − sigmoid(margin − contribution)`. Effects do not add up; contributions do.
 *
 * @returns -1 to 1; 0.21 is +21 points.
 * @public
 */
export function probabilityEffect(options: {
  margin: number;
  contribution: number;
}): number {
  return (
    sigmoid(options.margin) - sigmoid(options.margin - options.contribution)
  );
}

/**
 * Explains one row of raw feature values (NaN is unknown). In a linear model the contribution
 * `coefficient · (value − mean) / scale` is the exact Shapley value against the average change.
 *
 * @throws RangeError when the row has another length, or a value is negative or infinite.
 * @public
 */
export function explainLinear(
  model: LinearModel,
  row: ArrayLike<number>,
): LinearExplanation {
  const { values, unknown } = standardised(model, row);
  const shares = model.coefficients.map(
    (coefficient, index) => coefficient * values[index],
  );
  const margin = shares.reduce((sum, share) => sum + share, model.intercept);
  const names = model.features.map(({ name }) => name);
  return {
    base: model.intercept,
    margin,
    probability: sigmoid(margin),
    contributions: names.flatMap((name, index) =>
      unknown[index]
        ? []
        : [
            {
              name,
              contribution: shares[index],
              effect: probabilityEffect({
                margin,
                contribution: shares[index],
              }),
            },
          ],
    ),
    unknown: names.filter((_, index) => unknown[index]),
  };
}
