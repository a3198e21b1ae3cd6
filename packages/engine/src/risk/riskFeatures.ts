import { canonicalJson } from '../canonicalJson';
import { changeFeatures } from './features/changeFeatures';
import { KAMEI_DEFINITIONS, kameiFeatures } from './features/kameiFeatures';
import type { RiskFeature } from './features/riskFeature';
import { serviceFeatures } from './features/serviceFeatures';

export { KAMEI_DEFINITIONS, kameiFeatures } from './features/kameiFeatures';
export * from './features/riskFeature';

/** Which definitions the whole schema follows; part of what is hashed. @public */
export const RISK_FEATURE_DEFINITIONS = 'showcaller-risk-features/1';

/**
 * The columns of a risk model's input, in order: the fourteen change measures that the shipped prior was trained on,
 * then what files, tests, dependencies, benchmarks, incidents and the moment add. An unknown value is NaN, never 0.
 *
 * @public
 */
export const riskFeatures = [
  ...kameiFeatures,
  ...changeFeatures,
  ...serviceFeatures,
] as const satisfies readonly RiskFeature[];

/** @public */
export type RiskFeatureName = (typeof riskFeatures)[number]['name'];

/** Values of one change or deployment; an absent one is unknown. @public */
export type RiskFeatureValues = Partial<Record<RiskFeatureName, number>>;

function definitionsOf(features: readonly RiskFeature[]): string {
  const measures: readonly string[] = kameiFeatures.map(({ name }) => name);
  return features.every(({ name }) => measures.includes(name))
    ? KAMEI_DEFINITIONS
    : RISK_FEATURE_DEFINITIONS;
}

/**
 * The canonical JSON of what a model must agree on with whoever feeds it: definitions, and name, unit, transform and
 * (where it is not 0) minimum of each feature in order. Wording and grouping are not part of it. Its SHA-256 is the
 * schema hash. A schema of change measures alone (`kameiFeatures`) names their definitions.
 *
 * @public
 */
export function canonicalFeatureSchema(
  features: readonly RiskFeature[] = riskFeatures,
): string {
  return canonicalJson({
    definitions: definitionsOf(features),
    features: features.map(({ name, unit, transform, minimum }) => ({
      name,
      unit,
      transform,
      ...(minimum === 0 ? {} : { minimum }),
    })),
  });
}

/** Whether a feature can have this value; NaN, infinity and what lies below its minimum cannot be one. @public */
export function isFeatureValue(
  feature: Pick<RiskFeature, 'minimum'>,
  value: number | undefined,
): value is number {
  return (
    value !== undefined && Number.isFinite(value) && value >= feature.minimum
  );
}

/**
 * Checks a value that may be unknown (NaN).
 *
 * @throws RangeError that names the feature, for a value below its minimum or infinite.
 * @public
 */
export function checkFeatureValue(
  feature: Pick<RiskFeature, 'name' | 'minimum'>,
  value: number,
): void {
  if (!Number.isNaN(value) && !isFeatureValue(feature, value)) {
    throw new RangeError(
      `Feature '${feature.name}' must be at least ${feature.minimum} and finite, got ${value}`,
    );
  }
}

/**
 * The model's input row for some values, in the order of `riskFeatures`; what is unknown is NaN.
 *
 * @throws RangeError for a value below the feature's minimum or infinite.
 * @public
 */
export function toFeatureRow(values: RiskFeatureValues): Float32Array {
  return Float32Array.from(riskFeatures, feature => {
    const value = values[feature.name] ?? NaN;
    checkFeatureValue(feature, value);
    return value;
  });
}
