import type { PolicyTestNode } from '../syntax/ast';
import type { Diagnostics } from '../syntax/Diagnostics';
import type { PolicyFact, PolicyLocation, PolicyStage } from '../types';
import { resolvePath } from '../check/resolvePath';
import { RuleError, RuleScope } from '../check/RuleScope';
import type { PathUse } from '../check/values';
import { nearestWord } from '../vocabulary/nearest';
import { givenFact } from './givenFact';

/** Facts and when they are looked at, in milliseconds after the start. */
export interface CompiledTestStep {
  facts: Record<string, PolicyFact>;
  at?: number;
  during?: number;
}

export interface CompiledExpect {
  outcome: string;
  not: boolean;
  by?: string;
}

/** A test ready to be run. */
export interface CompiledTest {
  name: string;
  location: PolicyLocation;
  stage: PolicyStage;
  steps: CompiledTestStep[];
  expects: CompiledExpect[];
}

/** What can be expected. */
export const expectable = [
  'allow',
  'block',
  'require_approval',
  'needs_approval',
  'inconclusive',
  'rollback',
  'pause',
  'hold',
  'promote',
] as const;

const LONGEST_TEST = 24 * 3_600_000;
const MOST_STEPS = 100;

function stageOfTest(
  steps: readonly CompiledTestStep[],
  expects: readonly CompiledExpect[],
  uses: readonly PathUse[],
): PolicyStage {
  for (const { facts } of steps) {
    const fact = facts.stage;
    if (fact && 'value' in fact) {
      return fact.value as PolicyStage;
    }
  }
  const rollout =
    uses.some(({ word }) => word.stages) ||
    expects.some(({ outcome }) =>
      ['rollback', 'pause', 'hold', 'promote'].includes(outcome),
    );
  return rollout ? 'canary' : 'pre-deploy';
}

/** Compiles a test; undefined when something in it is wrong, which the diagnostics then say. */
export function checkTest(
  node: PolicyTestNode,
  diagnostics: Diagnostics,
): CompiledTest | undefined {
  const scope = RuleScope.create(diagnostics);
  try {
    const uses: PathUse[] = [];
    const steps = node.steps.map(step => {
      const facts = step.facts.map(given => givenFact(given, scope));
      uses.push(...step.facts.map(({ path }) => resolvePath(path, scope)));
      if ((step.at ?? 0) + (step.during ?? 0) > LONGEST_TEST) {
        scope.refuse(step.range, 'too-large', 'A test lasts at most 24 hours');
      }
      return {
        facts: Object.fromEntries(facts),
        ...(step.at === undefined ? {} : { at: step.at }),
        ...(step.during === undefined ? {} : { during: step.during }),
      };
    });
    if (steps.length > MOST_STEPS) {
      scope.refuse(
        node.range,
        'too-large',
        `A test has at most ${MOST_STEPS} steps`,
      );
    }
    const expects = node.expects.map(({ outcome, not, by, range }) => {
      if (!expectable.some(each => each === outcome)) {
        scope.refuse(
          range,
          'unknown-expectation',
          `Nothing comes to '${outcome}'; expect one of ${expectable.join(
            ', ',
          )}`,
          nearestWord(outcome, expectable),
        );
      }
      return { outcome, not, ...(by === undefined ? {} : { by }) };
    });
    return {
      name: node.name,
      location: diagnostics.locate(node.range),
      stage: stageOfTest(steps, expects, uses),
      steps,
      expects,
    };
  } catch (error) {
    if (error instanceof RuleError) {
      return undefined;
    }
    throw error;
  }
}
