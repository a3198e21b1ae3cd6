import {
  addRatioEvidence,
  strengthOfEvidence,
  type RatioEvidenceState,
} from '../../../canary/evidence';
import type { CompiledRule } from '../check/CompiledRule';
import type { Condition, GuardedComparison } from '../check/condition';
import { factValue } from '../check/readFacts';
import { TRUE } from '../check/truth';
import type { PolicyCounts, PolicyFacts } from '../types';
import { evidenceOf, type RuleMemory } from './ruleMemory';

function isArm(arm: unknown): boolean {
  if (typeof arm !== 'object' || arm === null) {
    return false;
  }
  const { events, requests } = arm as { events?: unknown; requests?: unknown };
  return (
    typeof events === 'number' &&
    typeof requests === 'number' &&
    Number.isFinite(requests) &&
    events >= 0 &&
    events <= requests
  );
}

function countsOf(facts: PolicyFacts, key: string): PolicyCounts | undefined {
  const fact = facts[key];
  const counts =
    typeof fact === 'object' && fact !== null && 'counts' in fact
      ? fact.counts
      : undefined;
  return typeof counts === 'object' &&
    counts !== null &&
    isArm(counts.canary) &&
    isArm(counts.baseline)
    ? counts
    : undefined;
}

function optionsOf(guard: GuardedComparison) {
  return {
    direction: guard.direction,
    nullRatio: guard.direction === 'below' ? guard.factor : 1,
  };
}

/** Adds what this look counted to the evidence of each comparison of arms. */
export function gatherEvidence(options: {
  rule: CompiledRule;
  facts: PolicyFacts;
  memory: RuleMemory;
  /** False when the look repeats one that was counted. */
  isNew: boolean;
}): Record<string, RatioEvidenceState> {
  const { rule, facts, memory, isNew } = options;
  const told = factValue(facts, 'canary.dispersion');
  const dispersion =
    typeof told === 'number' && Number.isFinite(told) ? told : 1;
  const gathered = new Map<string, RatioEvidenceState>();
  for (const guard of rule.guards) {
    const counts = isNew ? countsOf(facts, guard.use.key) : undefined;
    const before = evidenceOf(memory, guard);
    gathered.set(
      guard.key,
      counts
        ? addRatioEvidence(before, counts, { ...optionsOf(guard), dispersion })
        : before,
    );
  }
  return Object.fromEntries(gathered);
}

function shownStrength(strength: number): string {
  return strength >= 1000
    ? strength.toPrecision(2)
    : String(Number(strength.toPrecision(3)));
}

/** What is still lacking of the evidence behind one comparison. */
function lackOf(
  guard: GuardedComparison,
  state: RatioEvidenceState,
  rule: CompiledRule,
): string | undefined {
  const { alpha, minRequests } = rule.settings;
  if (state.minutes === 0) {
    return `no counts of requests and failures of both arms behind ${guard.use.key} yet`;
  }
  if (state.canary.requests < minRequests) {
    return `the canary has served ${state.canary.requests} of ${minRequests} requests`;
  }
  const { strongest } = strengthOfEvidence(state);
  const wanted = 1 / alpha;
  return strongest > wanted
    ? undefined
    : `the evidence that ${guard.use.key} is ${
        guard.direction === 'above' ? 'worse' : 'better'
      } than its ${guard.of} is ${shownStrength(
        strongest,
      )} to 1, needed is ${shownStrength(wanted)} to 1`;
}

/** What still lacks for a condition that holds literally: nothing when it holds through comparisons that are proven. */
export function missingEvidence(options: {
  rule: CompiledRule;
  evidence: Readonly<Record<string, RatioEvidenceState>>;
  facts: PolicyFacts;
  stage: number;
}): string | undefined {
  const { rule, evidence, facts, stage } = options;
  const lacks = (condition: Condition): string | undefined => {
    if (condition.type === 'leaf') {
      const { guard } = condition;
      if (condition.truth(facts, stage) !== TRUE) {
        return 'it does not hold';
      }
      return guard && rule.settings.evidence
        ? lackOf(guard, evidence[guard.key], rule)
        : undefined;
    }
    const found = condition.items
      .filter(
        item => condition.type === 'and' || item.truth(facts, stage) === TRUE,
      )
      .map(lacks);
    if (condition.type === 'and') {
      return found.find(lack => lack !== undefined);
    }
    return found.includes(undefined) ? undefined : found[0];
  };
  return lacks(rule.condition);
}
