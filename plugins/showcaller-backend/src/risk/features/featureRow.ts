import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import {
  isFeatureValue,
  riskFeatures,
  type RiskFeatureName,
  unionOfChanges,
} from '@showcaller/engine/risk';

const byName = new Map<string, (typeof riskFeatures)[number]>(
  riskFeatures.map(feature => [feature.name, feature]),
);

/** A value that its feature cannot have is as good as none. */
export function isMeasure(
  name: RiskFeatureName,
  value: number | undefined,
): value is number {
  const feature = byName.get(name);
  return feature !== undefined && isFeatureValue(feature, value);
}

/** The features of a single commit in the order of the schema; NaN where its facts do not tell. */
export function featureRow(facts: ChangeFacts): Float32Array {
  const values = unionOfChanges([facts]);
  return Float32Array.from(riskFeatures, ({ name }) => {
    const value = values[name];
    return isMeasure(name, value) ? value : NaN;
  });
}

/** Whether a commit's size is known: without it there is no score. */
export function hasSize(facts: ChangeFacts): boolean {
  return isMeasure('la', facts.la) && isMeasure('nf', facts.nf);
}
