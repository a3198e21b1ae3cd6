import { policyTierOf } from '../vocabulary/environmentTiers';
import type { PolicyFacts } from '../types';
import { ELSEWHERE, stageOf, UNKNOWN, type ReadNumber } from './truth';
import type { PathUse, TextValue } from './values';

/** What a fact says, whatever it is; undefined where it says nothing. Looks at own properties alone. */
export function factValue(facts: PolicyFacts, key: string): unknown {
  const fact: unknown = facts[key];
  return typeof fact === 'object' && fact !== null && 'value' in fact
    ? fact.value
    : undefined;
}

export function numberReader(key: string): ReadNumber {
  return facts => {
    const value = factValue(facts, key);
    return typeof value === 'number' && Number.isFinite(value) ? value : NaN;
  };
}

export function textReader(key: string): TextValue['read'] {
  if (key === 'env') {
    return facts => {
      const value = factValue(facts, key);
      return typeof value === 'string' ? policyTierOf(value) : undefined;
    };
  }
  if (key === 'stage') {
    return (facts, stage) => {
      const value = factValue(facts, key);
      return typeof value === 'string' ? value : stageOf(stage);
    };
  }
  return facts => {
    const value = factValue(facts, key);
    return typeof value === 'string' ? value : undefined;
  };
}

export function flagReader(
  key: string,
): (facts: PolicyFacts) => boolean | undefined {
  return facts => {
    const value = factValue(facts, key);
    return typeof value === 'boolean' ? value : undefined;
  };
}

export function listReader(
  key: string,
): (facts: PolicyFacts) => readonly unknown[] | undefined {
  return facts => {
    const value = factValue(facts, key);
    return Array.isArray(value) ? value : undefined;
  };
}

/** Whether a fact says something that its path can be. */
export function isKnown(facts: PolicyFacts, use: PathUse, stage = 0): boolean {
  const value = factValue(facts, use.key);
  switch (use.word.unit) {
    case 'text':
      if (use.key === 'stage' && stage > 0) {
        return true;
      }
      return use.word.path.endsWith('.*')
        ? value !== undefined && value !== null
        : typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
    default:
      return typeof value === 'number' && Number.isFinite(value);
  }
}

/** Why nothing can be said: some value cannot exist at this stage, or nobody knows it. */
export function whyUnknown(
  facts: PolicyFacts,
  stage: number,
  uses: readonly PathUse[],
): number {
  for (const use of uses) {
    if ((use.stages & stage) === 0 && !isKnown(facts, use)) {
      return ELSEWHERE;
    }
  }
  return UNKNOWN;
}
