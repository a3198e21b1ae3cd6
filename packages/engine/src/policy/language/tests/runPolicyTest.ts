import { policyTierOf } from '../vocabulary/environmentTiers';
import type { PolicyLook } from '../evaluate/evaluatePolicy';
import type {
  PolicyEvaluation,
  PolicyFact,
  PolicyFacts,
  PolicyMemory,
  PolicyTestResult,
} from '../types';
import type { CompiledExpect, CompiledTest } from './checkTest';

type Evaluate = (
  facts: PolicyFacts,
  options: PolicyLook,
) => { evaluation: PolicyEvaluation; memory: PolicyMemory };

const EVERY = 60_000;

interface TimedFacts {
  at: number;
  facts: PolicyFacts;
}

/** The looks of a test: each step at its time, or a minute after the one before, and every minute of its duration. */
function looksOf(test: CompiledTest): TimedFacts[] {
  const looks: TimedFacts[] = [];
  let facts: Record<string, PolicyFact> = {};
  let next = 0;
  for (const step of test.steps) {
    facts = { ...facts, ...step.facts };
    const start = step.at ?? next;
    const end = start + (step.during ?? 0);
    for (let at = start; at < end; at += EVERY) {
      looks.push({ at, facts });
    }
    looks.push({ at: end, facts });
    next = end + EVERY;
  }
  return looks;
}

const outcomes: Readonly<Record<string, PolicyEvaluation['outcome']>> = {
  allow: 'allow',
  block: 'block',
  require_approval: 'needs_approval',
  needs_approval: 'needs_approval',
  inconclusive: 'inconclusive',
};

function came(evaluation: PolicyEvaluation, expected: CompiledExpect): boolean {
  const wanted = expected.outcome === 'hold' ? 'pause' : expected.outcome;
  const result =
    wanted in outcomes
      ? evaluation.outcome === outcomes[wanted]
      : evaluation.rollout === wanted;
  if (expected.by === undefined) {
    return result;
  }
  const { decidedBy, matched } = evaluation;
  return (
    result && decidedBy !== undefined && matched[decidedBy].name === expected.by
  );
}

function told(evaluation: PolicyEvaluation): string {
  const { outcome, rollout, decidedBy, matched, explanation } = evaluation;
  const by =
    decidedBy === undefined ? 'no rule' : `rule '${matched[decidedBy].name}'`;
  const waiting = matched.find(({ waitsFor }) => waitsFor);
  return `${outcome}${
    rollout ? ` and ${rollout}` : ''
  } by ${by}: ${explanation}${
    waiting ? ` '${waiting.name}' waits: ${waiting.waitsFor}.` : ''
  }`;
}

/** Looks through a test from its start and compares the last answer with what is expected. */
export function runPolicyTest(
  test: CompiledTest,
  evaluate: Evaluate,
): PolicyTestResult {
  let memory: PolicyMemory | undefined;
  let last: PolicyEvaluation | undefined;
  for (const { at, facts } of looksOf(test)) {
    const env = facts.env;
    const production =
      env !== undefined &&
      'value' in env &&
      policyTierOf(String(env.value)) === 'production';
    const answer = evaluate(facts, {
      stage: test.stage,
      production,
      at,
      ...(memory ? { memory } : {}),
    });
    memory = answer.memory;
    last = answer.evaluation;
  }
  const { name, location } = test;
  const evaluation = last;
  if (!evaluation) {
    return { name, location, passed: false, message: 'Nothing was looked at' };
  }
  const failed = test.expects.find(
    expected => came(evaluation, expected) === expected.not,
  );
  return failed
    ? {
        name,
        location,
        passed: false,
        message: `Expected ${failed.not ? 'not ' : ''}${failed.outcome}${
          failed.by === undefined ? '' : ` by '${failed.by}'`
        }, came ${told(evaluation)}`,
      }
    : { name, location, passed: true };
}
