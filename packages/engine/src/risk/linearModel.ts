import { checkFeatureValue, type RiskFeature } from './riskFeatures';

/**
 * A logistic model over transformed, standardised features:
 * `margin = intercept + Σ coefficients[i] · (transform(x[i]) − means[i]) / scales[i]`, `probability = sigmoid(margin)`.
 * An unknown value stands at the training mean. All arrays have one entry per feature.
 *
 * @public
 */
export interface LinearModel {
  features: readonly RiskFeature[];
  /** Log-odds per standard deviation. */
  coefficients: readonly number[];
  /** Log-odds of a change whose features are all average. */
  intercept: number;
  /** Of the transformed, known training values. */
  means: readonly number[];
  /** Standard deviations of the transformed, known training values; 1 where they do not vary. */
  scales: readonly number[];
  /** What stands in for an unknown transformed value: the mean. */
  imputation: readonly number[];
  /** Covariance of (intercept, coefficients…), row-major, (features + 1)². */
  covariance: readonly number[];
}

/** 1 / (1 + e^−x) without overflow. @public */
export function sigmoid(margin: number): number {
  if (margin >= 0) {
    return 1 / (1 + Math.exp(-margin));
  }
  const odds = Math.exp(margin);
  return odds / (1 + odds);
}

/** The transformed value of one feature; NaN stays NaN. Inputs are rounded to float32 as the ONNX model gets them. @internal */
export function transformed(feature: RiskFeature, value: number): number {
  const input = Math.fround(value);
  return feature.transform === 'log1p' ? Math.log1p(input) : input;
}

/**
 * The standardised row of a model's input: 0 where a value is unknown.
 *
 * @throws RangeError when the row's length is not the number of features, or a value is below its feature's minimum or infinite.
 * @internal
 */
export function standardised(
  model: LinearModel,
  row: ArrayLike<number>,
): { values: Float64Array; unknown: boolean[] } {
  const { features, means, scales, imputation } = model;
  if (row.length !== features.length) {
    throw new RangeError(
      `The model has ${features.length} features, the row ${row.length} values`,
    );
  }
  const values = new Float64Array(features.length);
  const unknown: boolean[] = [];
  for (const [index, feature] of features.entries()) {
    const raw = row[index];
    checkFeatureValue(feature, raw);
    unknown.push(Number.isNaN(raw));
    const value = unknown[index]
      ? imputation[index]
      : transformed(feature, raw);
    values[index] = (value - means[index]) / scales[index];
  }
  return { values, unknown };
}
