import {
  startRatioEvidence,
  type RatioEvidenceState,
} from '../../../canary/evidence';
import type { CompiledRule } from '../check/CompiledRule';
import type { GuardedComparison } from '../check/condition';
import type { PolicyMemory } from '../types';

/** How long a condition has held. */
export interface Streak {
  /** Epoch milliseconds from which on it is known to hold. */
  since: number;
  /** Looks at which it held. */
  looks: number;
}

/** What one rule remembers between looks; plain JSON. */
export interface RuleMemory {
  /** Epoch milliseconds of the look before, whatever it found. */
  last?: number;
  streak?: Streak;
  evidence?: Record<string, RatioEvidenceState>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function readArm(
  value: unknown,
): { events: number; requests: number } | undefined {
  return isRecord(value) && isNumber(value.events) && isNumber(value.requests)
    ? { events: value.events, requests: value.requests }
    : undefined;
}

function readEvidence(
  value: unknown,
  alternatives: number,
): RatioEvidenceState | undefined {
  if (!isRecord(value) || !Array.isArray(value.logs)) {
    return undefined;
  }
  const logs: unknown[] = value.logs;
  const canary = readArm(value.canary);
  const baseline = readArm(value.baseline);
  return logs.length === alternatives &&
    logs.every(isNumber) &&
    isNumber(value.minutes) &&
    isNumber(value.strongest) &&
    canary &&
    baseline
    ? {
        logs,
        minutes: value.minutes,
        strongest: value.strongest,
        canary,
        baseline,
      }
    : undefined;
}

/** Evidence of a comparison so far; starts anew where the memory has none, or none that can be read. */
export function evidenceOf(
  memory: RuleMemory,
  guard: GuardedComparison,
): RatioEvidenceState {
  const fresh = startRatioEvidence();
  const kept: unknown =
    memory.evidence && Object.hasOwn(memory.evidence, guard.key)
      ? memory.evidence[guard.key]
      : undefined;
  return readEvidence(kept, fresh.logs.length) ?? fresh;
}

/** What the memory holds of a rule; what cannot be read counts as not remembered. */
export function recallRule(
  memory: PolicyMemory | undefined,
  rule: CompiledRule,
): RuleMemory {
  const rules: unknown = memory?.rules;
  const kept =
    isRecord(rules) && Object.hasOwn(rules, rule.key)
      ? rules[rule.key]
      : undefined;
  if (!isRecord(kept)) {
    return {};
  }
  const { last, streak, evidence } = kept;
  return {
    ...(isNumber(last) ? { last } : {}),
    ...(isRecord(streak) && isNumber(streak.since) && isNumber(streak.looks)
      ? { streak: { since: streak.since, looks: streak.looks } }
      : {}),
    ...(isRecord(evidence)
      ? { evidence: evidence as Record<string, RatioEvidenceState> }
      : {}),
  };
}
