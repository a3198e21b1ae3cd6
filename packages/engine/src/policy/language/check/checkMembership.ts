import { showValue } from '../evaluate/showValue';
import type { ComparedSides } from './checkComparison';
import { wordOfPath } from './compareEqual';
import type { Atom, LeafCondition } from './condition';
import { whyUnknown } from './readFacts';
import { FALSE, TRUE } from './truth';
import { asFamily } from './units';
import type { ListValue, Value } from './values';

/** The values of a written list, as the left side compares with them. */
function writtenValues(sides: ComparedSides, list: ListValue): unknown[] {
  const { left, node, scope } = sides;
  const items = node.right.type === 'list' ? node.right.items : [];
  return (list.constant ?? []).map((item, index) => {
    const range = items[index]?.range ?? node.right.range;
    if (left.kind === 'text' && item.kind === 'text') {
      return wordOfPath(String(item.constant), left.path, { scope, range });
    }
    if (left.kind === 'number' && item.kind === 'number') {
      const converted = asFamily(item, left.family);
      return (
        converted?.constant ??
        scope.refuse(
          range,
          'wrong-unit',
          `'${scope.textOf(range)}' has not the unit of '${scope.textOf(
            node.left.range,
          )}'`,
        )
      );
    }
    if (left.kind === item.kind || left.kind === 'dynamic') {
      return item.constant;
    }
    return scope.refuse(
      range,
      'wrong-type',
      `'${scope.textOf(range)}' cannot be equal to '${scope.textOf(
        node.left.range,
      )}'`,
    );
  });
}

function known(value: unknown): boolean {
  return value !== undefined && value !== null && !Number.isNaN(value);
}

function atomOf(
  sides: ComparedSides,
  values: unknown[] | undefined,
  inside: boolean,
): Atom {
  const { left, node, scope } = sides;
  const texts = values?.filter(
    (value): value is string => typeof value === 'string',
  );
  return left.path && texts && texts.length === values?.length
    ? {
        kind: 'text',
        of: left.path.key,
        ...(inside ? { among: texts } : { not: texts }),
      }
    : {
        kind: 'other',
        of: `${scope.textOf(node.left.range)} in ${scope.textOf(
          node.right.range,
        )}`,
        value: inside,
      };
}

function readerOf(value: Value): (facts: never, stage: number) => unknown {
  return value.read as (facts: never, stage: number) => unknown;
}

/** `in` and `not in`: a value among written ones, or among those of a list that a path has. */
export function checkMembership(sides: ComparedSides): LeafCondition {
  const { left, right, node, scope, operator } = sides;
  if (right.kind !== 'list' && right.kind !== 'dynamic') {
    return scope.refuse(
      node.right.range,
      'wrong-type',
      `'${scope.textOf(node.right.range)}' is not a list`,
      `[${scope.textOf(node.right.range)}]`,
    );
  }
  if (left.kind === 'list') {
    return scope.refuse(
      node.left.range,
      'wrong-type',
      'A list is not in another; ask for one of its values',
      `"value" in ${scope.textOf(node.left.range)}`,
    );
  }
  const inside = operator === 'in';
  const values =
    right.kind === 'list' && right.constant
      ? writtenValues(sides, right)
      : undefined;
  const among = values && new Set(values);
  const uses = [...left.uses, ...right.uses];
  const readLeft = readerOf(left) as (facts: unknown, stage: number) => unknown;
  const readRight = readerOf(right) as (
    facts: unknown,
    stage: number,
  ) => unknown;
  return {
    type: 'leaf',
    uses,
    range: node.range,
    truth: (facts, stage) => {
      const value = readLeft(facts, stage);
      if (!known(value)) {
        return whyUnknown(facts, stage, uses);
      }
      if (among) {
        return among.has(value) === inside ? TRUE : FALSE;
      }
      const list = readRight(facts, stage);
      if (!Array.isArray(list)) {
        return whyUnknown(facts, stage, uses);
      }
      return list.includes(value) === inside ? TRUE : FALSE;
    },
    say: (facts, stage) => {
      const written = scope.textOf(node.left.range);
      const name = left.path
        ? `${written} is ${showValue(
            readLeft(facts, stage),
            left.path.word.unit,
          )}, which`
        : written;
      return `${name} is ${inside ? 'in' : 'not in'} ${scope.textOf(
        node.right.range,
      )}`;
    },
    atom: atomOf(sides, values, inside),
  };
}
