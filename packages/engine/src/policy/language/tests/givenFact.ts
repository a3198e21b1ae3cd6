import { checkValue } from '../check/checkValue';
import { resolvePath } from '../check/resolvePath';
import type { RuleScope } from '../check/RuleScope';
import { asFamily, familyOf, familyWords } from '../check/units';
import type { PathUse, Value } from '../check/values';
import type { PolicyExpression, PolicyGivenNode } from '../syntax/ast';
import type { PolicyFact, PolicyReference } from '../types';
import { nearestWord } from '../vocabulary/nearest';

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

/** The fact that a `given` tells, under its key. */
export function givenFact(
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
