import type { CompiledRule } from '../check/CompiledRule';
import type { Diagnostics } from '../syntax/Diagnostics';
import { findPolicyPath } from '../vocabulary/policyVocabulary';
import { showValue } from '../evaluate/showValue';
import { alternativesOf } from './alternatives';
import { Region, type Contradiction } from './Region';

function words({ of, beyond }: Contradiction): string {
  if (of === 'false') {
    return 'its condition is false';
  }
  const word = findPolicyPath(of);
  if (beyond && word?.range) {
    const [low, high] = word.range;
    const bounds = [
      ...(Number.isFinite(low)
        ? [`at least ${showValue(low, word.unit)}`]
        : []),
      ...(Number.isFinite(high)
        ? [`at most ${showValue(high, word.unit)}`]
        : []),
    ];
    return `${of} is ${bounds.join(' and ')}`;
  }
  if (beyond && word?.values) {
    return `${of} is one of ${word.values.join(', ')}`;
  }
  return `what it asks of ${of} contradicts itself`;
}

/**
 * Says so when a rule can never fire, when a part of it cannot, and when it always does. Answers the regions in which it
 * fires; undefined when it is too wide to reason about.
 */
export function checkReach(
  rule: CompiledRule,
  diagnostics: Diagnostics,
): Region[] | undefined {
  const { range } = rule.node.condition;
  const regions: Region[] = [];
  const contradictions: Contradiction[] = [];
  for (const atoms of alternativesOf(rule.condition) ?? []) {
    const found = Region.create(atoms);
    if ('region' in found) {
      regions.push(found.region);
    } else {
      contradictions.push(found.contradiction);
    }
  }
  const [first] = contradictions;
  if (first && regions.length === 0) {
    diagnostics.add({
      severity: 'error',
      code: 'never-fires',
      message: `This rule can never fire: ${words(first)}`,
      range,
    });
    return undefined;
  }
  if (first) {
    diagnostics.add({
      severity: 'warning',
      code: 'dead-alternative',
      message: `A part of this condition can never hold: ${words(first)}`,
      range,
    });
  }
  const opposite = alternativesOf(rule.otherwiseCondition);
  if (
    rule.node.condition.type !== 'flag' &&
    opposite?.every(atoms => 'contradiction' in Region.create(atoms))
  ) {
    diagnostics.add({
      severity: 'warning',
      code: 'always-true',
      message:
        'This condition holds whenever its values are known; write `when true` if that is meant',
      suggestion: 'true',
      range,
    });
  }
  return regions.length > 0 ? regions : undefined;
}
