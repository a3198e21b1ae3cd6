import { transformed } from './linearModel';
import type { RiskFeature } from './riskFeatures';

/** Standardised training rows and what standardised them. @internal */
export interface StandardisedRows {
  /** Row-major, one column per feature. */
  values: Float64Array;
  means: number[];
  scales: number[];
}

/**
 * Transforms and standardises raw rows. Mean and standard deviation of a column are weighted and over its known values;
 * an unknown value becomes the mean, that is 0.
 *
 * @throws RangeError for a column without a known value, or a value that the transform cannot take.
 * @internal
 */
export function standardise(options: {
  rows: Float64Array;
  weights: Float64Array;
  features: readonly RiskFeature[];
}): StandardisedRows {
  const { rows, weights, features } = options;
  const count = weights.length;
  const width = features.length;
  const standardised = new Float64Array(count * width);
  const means: number[] = [];
  const scales: number[] = [];

  for (const [column, feature] of features.entries()) {
    const values = new Float64Array(count);
    let known = 0;
    let total = 0;
    for (let row = 0; row < count; row++) {
      const raw = rows[row * width + column];
      if (raw < feature.minimum || Math.abs(raw) === Infinity) {
        throw new RangeError(
          `Feature '${feature.name}' of row ${row} must be at least ${feature.minimum} and finite, got ${raw}`,
        );
      }
      values[row] = transformed(feature, raw);
      if (!Number.isNaN(raw)) {
        known += weights[row];
        total += weights[row] * values[row];
      }
    }
    if (known === 0) {
      throw new RangeError(
        `Feature '${feature.name}' has no known value to learn from`,
      );
    }
    const mean = total / known;
    let squares = 0;
    for (let row = 0; row < count; row++) {
      if (!Number.isNaN(values[row])) {
        squares += weights[row] * (values[row] - mean) ** 2;
      }
    }
    const deviation = Math.sqrt(squares / known);
    // A column that does not vary carries no information; dividing by its rounding noise would invent some.
    const scale =
      deviation > 1e-9 * Math.max(Math.abs(mean), 1) ? deviation : 1;
    means.push(mean);
    scales.push(scale);
    for (let row = 0; row < count; row++) {
      standardised[row * width + column] = Number.isNaN(values[row])
        ? 0
        : (values[row] - mean) / scale;
    }
  }
  return { values: standardised, means, scales };
}
