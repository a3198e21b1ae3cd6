import type {
  PolicyExpression,
  PolicyGivenNode,
  PolicyTestNode,
} from '../syntax/ast';
import type { Diagnostics } from '../syntax/Diagnostics';
import type {
  PolicyFact,
  PolicyLocation,
  PolicyReference,
  PolicyStage,
} from '../types';
import { checkValue } from '../check/checkValue';
import { resolvePath } from '../check/resolvePath';
import { RuleError, RuleScope } from '../check/RuleScope';
import { asFamily, familyOf, familyWords } from '../check/units';
import type { PathUse, Value } from '../check/values';
import { nearestWord } from '../vocabulary/nearest';

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

const references: ReadonlySet<string> = new Set([
  'baseline',
  'stable',
  'previous',
  'slo',
]);

const countNames = [
  'failures',
  'requests',
  'baseline_failures',
  'baseline_requests',
] as const;

const LONGEST_TEST = 24 * 3_600_000;
const MOST_STEPS = 100;

function constantOf(
  node: PolicyExpression,
  use: PathUse,
  scope: RuleScope,
): number | string | boolean | string[] {
  const value: Value = checkValue(node, { scope });
  const family = familyOf(use.word.unit);
  if (family) {
    const number =
      value.kind === 'number' ? asFamily(value, family) : undefined;
    return (
      number?.constant ??
      scope.refuse(
        node.range,
        'wrong-unit',
        `${use.key} is ${familyWords[family]}`,
      )
    );
  }
  if (value.kind === 'list' && value.constant) {
    const texts = value.constant.map(({ constant }) => String(constant));
    if (use.word.unit === 'list' || use.word.path.endsWith('.*')) {
      return texts;
    }
  }
  const wanted = use.word.path.endsWith('.*') ? value.kind : use.word.unit;
  if (
    value.kind === wanted &&
    value.kind !== 'list' &&
    value.constant !== undefined
  ) {
    return value.constant;
  }
  return scope.refuse(
    node.range,
    'wrong-type',
    `${use.key} is a ${use.word.unit}`,
    use.word.example,
  );
}

function attributesOf(given: PolicyGivenNode, use: PathUse, scope: RuleScope) {
  const compared: Partial<Record<PolicyReference, number>> = {};
  const counts = new Map<string, number>();
  for (const { name = '', value, range } of given.attributes) {
    const isCount = countNames.some(each => each === name);
    if (!use.word.comparable || !(references.has(name) || isCount)) {
      const names = [...references, ...countNames];
      const nearest = nearestWord(name, names);
      return scope.refuse(
        range,
        'unknown-attribute',
        use.word.comparable
          ? `In brackets stand ${names.join(', ')}`
          : `${use.key} is not measured for the arms of a rollout`,
        nearest,
      );
    }
    if (isCount) {
      if (value.type !== 'number' || value.unit !== 'none') {
        scope.refuse(range, 'wrong-unit', `${name} is a plain number`);
      } else {
        counts.set(name, value.value);
      }
    } else {
      compared[name as PolicyReference] = Number(constantOf(value, use, scope));
    }
  }
  if (counts.size === 0) {
    return { compared };
  }
  const missing = countNames.find(name => !counts.has(name));
  if (missing) {
    scope.refuse(
      given.range,
      'unknown-attribute',
      `Counts are complete or left out: ${missing} is missing`,
      `${missing}: 0`,
    );
  }
  const count = (name: (typeof countNames)[number]) => counts.get(name) ?? 0;
  return {
    compared,
    counts: {
      canary: { events: count('failures'), requests: count('requests') },
      baseline: {
        events: count('baseline_failures'),
        requests: count('baseline_requests'),
      },
    },
  };
}

function factOf(
  given: PolicyGivenNode,
  scope: RuleScope,
): [string, PolicyFact] {
  const use = resolvePath(given.path, scope);
  if (given.value.type === 'unknown' || given.value.type === 'null') {
    return [use.key, { missingReason: 'unknown in this test' }];
  }
  const { compared, counts } = attributesOf(given, use, scope);
  return [
    use.key,
    {
      value: constantOf(given.value, use, scope),
      ...(Object.keys(compared).length > 0 ? { compared } : {}),
      ...(counts ? { counts } : {}),
    },
  ];
}

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
      const facts = step.facts.map(given => factOf(given, scope));
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
