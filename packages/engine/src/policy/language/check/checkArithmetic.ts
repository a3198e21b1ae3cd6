import type { PolicyExpression } from '../syntax/ast';
import type { ValuePlace } from './checkValue';
import type { ReadNumber } from './truth';
import { sameFamily } from './units';
import type { NumberFamily, NumberValue, Value } from './values';

type CheckValue = (node: PolicyExpression, place: ValuePlace) => Value;

const operations: Readonly<
  Record<string, (left: number, right: number) => number>
> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};

/** A number that is calculated; constant when its parts are. What is not finite is unknown. */
export function calculated(
  family: NumberFamily,
  parts: readonly NumberValue[],
  calculate: ReadNumber,
): NumberValue {
  const constant = parts.every(part => part.constant !== undefined)
    ? calculate({})
    : undefined;
  const literal = parts.every(part => part.literal === 'none')
    ? 'none'
    : undefined;
  return {
    kind: 'number',
    family,
    ...(constant === undefined ? {} : { constant }),
    ...(literal ? { literal } : {}),
    uses: parts.flatMap(part => part.uses),
    read: calculate,
  };
}

/** A value that has to be a number; a dynamic one counts as a plain number. */
export function checkNumber(
  node: PolicyExpression,
  place: ValuePlace,
  checkValue: CheckValue,
): NumberValue {
  const value = checkValue(node, place);
  if (value.kind === 'number') {
    return value;
  }
  if (value.kind === 'dynamic') {
    const { read, uses, path } = value;
    return {
      kind: 'number',
      family: 'plain',
      path,
      uses,
      read: facts => {
        const found = read(facts);
        return typeof found === 'number' ? found : NaN;
      },
    };
  }
  return place.scope.refuse(
    node.range,
    'wrong-type',
    `'${place.scope.textOf(node.range)}' is not a number`,
  );
}

/** Sums keep their unit; a product has the unit of the factor that has one; a quotient of one unit is a plain number. */
export function checkArithmetic(
  node: Extract<PolicyExpression, { type: 'negate' | 'arithmetic' }>,
  place: ValuePlace,
  checkValue: CheckValue,
): NumberValue {
  const { scope } = place;
  if (node.type === 'negate') {
    const operand = checkNumber(node.operand, place, checkValue);
    const { read } = operand;
    const negated = calculated(
      operand.family,
      [operand],
      facts => -read(facts),
    );
    return operand.literal ? { ...negated, literal: operand.literal } : negated;
  }
  let left = checkNumber(node.left, place, checkValue);
  let right = checkNumber(node.right, place, checkValue);
  let family: NumberFamily;
  if (node.operator === '+' || node.operator === '-') {
    [left, right] = sameFamily(left, right, {
      scope,
      left: node.left.range,
      right: node.right.range,
    });
    family = left.family;
  } else if (right.family === 'plain') {
    family = left.family;
  } else if (node.operator === '*' && left.family === 'plain') {
    family = right.family;
  } else if (node.operator === '/' && left.family === right.family) {
    family = 'plain';
  } else {
    return scope.refuse(
      node.range,
      'wrong-unit',
      `'${scope.textOf(node.range)}' ${
        node.operator === '*' ? 'multiplies' : 'divides'
      } two values that both have a unit`,
    );
  }
  const operation = operations[node.operator];
  const readLeft = left.read;
  const readRight = right.read;
  return calculated(family, [left, right], facts => {
    const result = operation(readLeft(facts), readRight(facts));
    return Number.isFinite(result) ? result : NaN;
  });
}
