import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import { riskFeatures } from '@showcaller/engine/risk';

/** A measure that no change can have is as good as none. */
export function isMeasure(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}

/** The features of a single commit in the order of the schema; NaN where its facts do not tell. */
export function featureRow(facts: ChangeFacts): Float32Array {
  return Float32Array.from(riskFeatures, ({ name }) =>
    isMeasure(facts[name]) ? facts[name] : NaN,
  );
}

/** Whether a commit's size is known: without it there is no score. */
export function hasSize(facts: ChangeFacts): boolean {
  return isMeasure(facts.la) && isMeasure(facts.nf);
}
