import type { CompiledRule } from '../check/CompiledRule';
import { ELSEWHERE, FALSE, TRUE, UNKNOWN } from '../check/truth';
import { findPolicyAction } from '../vocabulary/actions';
import type { PolicyAction, PolicyFacts, PolicyMemory } from '../types';
import { continueStreak, missingOfStreak } from './holdsFor';
import { recallRule, type RuleMemory } from './ruleMemory';
import { gatherEvidence, missingEvidence } from './weighEvidence';

/** One look. */
export interface Look {
  facts: PolicyFacts;
  /** Bit of `stageBits`. */
  stage: number;
  /** Whether a rollout is under way, so that it can go back or on. */
  rollout: boolean;
  at?: number;
  /** Milliseconds between looks. */
  interval: number;
  memory?: PolicyMemory;
}

/** What a rule says at a look. */
export interface JudgedRule {
  rule: CompiledRule;
  state: 'acts' | 'otherwise' | 'waits' | 'unknown';
  /** What it does, or would do, at this stage. */
  actions: PolicyAction[];
  waitsFor?: string;
}

function actionsAt(actions: readonly PolicyAction[], look: Look) {
  return look.rollout
    ? [...actions]
    : actions.filter(
        ({ name }) => findPolicyAction(name)?.family !== 'rollout',
      );
}

/** What keeps a condition that holds from acting. */
function waitsFor(
  rule: CompiledRule,
  look: Look,
  memory: RuleMemory,
): string | undefined {
  const { duration } = rule;
  if (duration !== undefined) {
    const missing =
      look.at === undefined
        ? 'the time of the look is not known'
        : missingOfStreak({ streak: memory.streak, duration, at: look.at });
    if (missing) {
      return missing;
    }
  }
  return rule.guards.length > 0
    ? missingEvidence({
        rule,
        evidence: memory.evidence ?? {},
        facts: look.facts,
        stage: look.stage,
      })
    : undefined;
}

function remember(
  rule: CompiledRule,
  look: Look,
  holds: boolean,
): RuleMemory | undefined {
  if (rule.duration === undefined && rule.guards.length === 0) {
    return undefined;
  }
  const memory = recallRule(look.memory, rule);
  const { at, interval, facts } = look;
  const isNew =
    at === undefined || memory.last === undefined || at > memory.last;
  const streak =
    rule.duration !== undefined && at !== undefined
      ? continueStreak({ memory, holds, at, interval })
      : undefined;
  const last = isNew ? at : memory.last;
  return {
    ...(last === undefined ? {} : { last }),
    ...(streak ? { streak } : {}),
    ...(rule.guards.length > 0
      ? { evidence: gatherEvidence({ rule, facts, memory, isNew }) }
      : {}),
  };
}

/** Judges one rule; `judged` is absent when it has nothing to say, `memory` when it remembers nothing. */
export function judgeRule(
  rule: CompiledRule,
  look: Look,
): { judged?: JudgedRule; memory?: RuleMemory } {
  const truth = rule.condition.truth(look.facts, look.stage);
  const memory = remember(rule, look, truth === TRUE);
  const silent = memory ? { memory } : {};
  if (truth === ELSEWHERE) {
    return silent;
  }
  if (truth === FALSE) {
    const actions = actionsAt(rule.otherwise, look);
    return actions.length > 0
      ? { ...silent, judged: { rule, state: 'otherwise', actions } }
      : silent;
  }
  const actions = actionsAt(rule.actions, look);
  if (truth === UNKNOWN) {
    const either = [...actions, ...actionsAt(rule.otherwise, look)];
    return either.length > 0
      ? { ...silent, judged: { rule, state: 'unknown', actions: either } }
      : silent;
  }
  if (actions.length === 0) {
    return silent;
  }
  const missing = waitsFor(rule, look, memory ?? {});
  return {
    ...silent,
    judged: missing
      ? { rule, state: 'waits', actions, waitsFor: missing }
      : { rule, state: 'acts', actions },
  };
}
