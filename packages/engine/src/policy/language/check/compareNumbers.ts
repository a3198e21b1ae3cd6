import type { ComparisonOperator, PolicyExpression } from '../syntax/ast';
import type { PolicyFacts, PolicyUnit } from '../types';
import { showValue } from '../evaluate/showValue';
import type { ComparedSides } from './checkComparison';
import type { Atom, GuardedComparison, LeafCondition } from './condition';
import { numberTest } from './pathTests';
import { factValue, whyUnknown } from './readFacts';
import type { RuleScope } from './RuleScope';
import { FALSE, TRUE, type ReadTruth } from './truth';
import { sameFamily } from './units';
import type { NumberFamily, NumberValue, PathUse } from './values';

type Holds = (left: number, right: number) => boolean;

const holds: Readonly<Record<string, Holds>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
};

const words: Readonly<Record<string, string>> = {
  '==': 'which is',
  '!=': 'not',
  '>': 'above',
  '>=': 'at least',
  '<': 'below',
  '<=': 'at most',
};

/** The same comparison read from right to left. */
const turned: Readonly<Record<string, ComparisonOperator>> = {
  '==': '==',
  '!=': '!=',
  '>': '<',
  '>=': '<=',
  '<': '>',
  '<=': '>=',
};

const unitOf: Readonly<Record<NumberFamily, PolicyUnit>> = {
  fraction: 'ratio',
  points: 'percentage-points',
  duration: 'duration-ms',
  rate: 'rate-per-second',
  plain: 'score',
};

function readFound(facts: PolicyFacts, key: string): number {
  const value = factValue(facts, key);
  return typeof value === 'number' ? value : NaN;
}

function anyAgainstAny(
  left: NumberValue,
  right: NumberValue,
  operator: ComparisonOperator,
  uses: readonly PathUse[],
): ReadTruth {
  const readLeft = left.read;
  const readRight = right.read;
  const compare = holds[operator];
  return (facts, stage) => {
    const a = readLeft(facts);
    const b = readRight(facts);
    if (Number.isNaN(a) || Number.isNaN(b)) {
      return whyUnknown(facts, stage, uses);
    }
    return compare(a, b) ? TRUE : FALSE;
  };
}

function atomOf(
  path: PathUse | undefined,
  operator: ComparisonOperator,
  other: NumberValue,
  text: string,
): Atom {
  const limit = other.constant ?? other.relative?.factor;
  if (!path || limit === undefined || operator === '!=') {
    return { kind: 'other', of: text, value: operator !== '!=' };
  }
  const of = other.relative ? `${path.key} / ${other.relative.of}` : path.key;
  const above = operator === '>' || operator === '>=' || operator === '==';
  const below = operator === '<' || operator === '<=' || operator === '==';
  return {
    kind: 'number',
    of,
    interval: {
      low: above ? limit : -Infinity,
      lowOpen: operator === '>',
      high: below ? limit : Infinity,
      highOpen: operator === '<',
    },
  };
}

function guardOf(
  path: PathUse | undefined,
  operator: ComparisonOperator,
  other: NumberValue,
): GuardedComparison | undefined {
  const { relative } = other;
  if (
    !path?.word.counted ||
    !relative ||
    relative.of === 'slo' ||
    operator === '==' ||
    operator === '!='
  ) {
    return undefined;
  }
  const direction = operator.startsWith('>') ? 'above' : 'below';
  const { factor, of } = relative;
  return {
    key: `${path.key} ${direction} ${direction === 'below' ? factor : 1} ${of}`,
    use: path,
    of,
    direction,
    factor,
  };
}

function side(
  node: PolicyExpression,
  value: NumberValue,
  scope: RuleScope,
): (facts: PolicyFacts) => string {
  const text = scope.textOf(node.range);
  if (value.constant !== undefined) {
    return () => text;
  }
  const unit = value.path?.word.unit ?? unitOf[value.family];
  return facts => `${text} (${showValue(value.read(facts), unit)})`;
}

/** 99 where a share from 0 to 1 is meant: probably a percent sign is missing. */
function warnOfPercent(
  path: PathUse | undefined,
  value: NumberValue,
  { scope, node }: { scope: RuleScope; node: PolicyExpression },
): void {
  if (
    path?.word.range?.[1] === 1 &&
    value.literal === 'none' &&
    value.constant !== undefined &&
    value.constant >= 2
  ) {
    scope.warn(
      node.range,
      'wrong-unit',
      `${path.key} is a share from 0 to 1`,
      `${value.constant}%`,
    );
  }
}

/** Compares two numbers of one unit. */
export function compareNumbers(
  sides: Omit<ComparedSides, 'left' | 'right'> & {
    left: NumberValue;
    right: NumberValue;
  },
): LeafCondition {
  const { node, scope } = sides;
  let { operator } = sides;
  let [left, right] = sameFamily(sides.left, sides.right, {
    scope,
    left: node.left.range,
    right: node.right.range,
  });
  let leftNode = node.left;
  let rightNode = node.right;
  if (!left.path && right.path) {
    [left, right] = [right, left];
    [leftNode, rightNode] = [rightNode, leftNode];
    operator = turned[operator];
  }
  const { path } = left;
  warnOfPercent(path, right, { scope, node: rightNode });
  const uses = [...left.uses, ...right.uses];
  const guard = guardOf(path, operator, right);
  const text = scope.textOf(leftNode.range);
  const unit = path?.word.unit ?? unitOf[left.family];
  const read = path
    ? (facts: PolicyFacts) => readFound(facts, path.key)
    : left.read;
  const sayRight = side(rightNode, right, scope);
  const word = words[operator];
  return {
    type: 'leaf',
    uses,
    range: node.range,
    truth:
      path && right.constant !== undefined
        ? numberTest(path, operator, right.constant)
        : anyAgainstAny(left, right, operator, uses),
    say: facts =>
      operator === '=='
        ? `${text} is ${showValue(read(facts), unit)}`
        : `${text} is ${showValue(read(facts), unit)}, ${word} ${sayRight(
            facts,
          )}`,
    atom: atomOf(
      path,
      operator,
      right,
      `${text} ${operator === '!=' ? '==' : operator} ${scope.textOf(
        rightNode.range,
      )}`,
    ),
    ...(guard ? { guard } : {}),
  };
}
