import { showValue } from '../evaluate/showValue';
import type { ComparedSides } from './checkComparison';
import { asFlag } from './checkFlag';
import { refuseTypes, textAtom } from './compareEqual';
import type { LeafCondition } from './condition';
import { whyUnknown } from './readFacts';
import { FALSE, TRUE } from './truth';
import type { DynamicValue, Value } from './values';

/** Whether two values of which one has no type before it is read are equal, or in order; undefined: they do not compare. */
function dynamicHolds(
  a: unknown,
  b: unknown,
  operator: string,
): boolean | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    switch (operator) {
      case '>':
        return a > b;
      case '>=':
        return a >= b;
      case '<':
        return a < b;
      case '<=':
        return a <= b;
      case '==':
        return a === b;
      default:
        return a !== b;
    }
  }
  if (operator !== '==' && operator !== '!=') {
    return undefined;
  }
  if (typeof a === 'boolean' || typeof b === 'boolean') {
    const [x, y] = [asFlag(a), asFlag(b)];
    return x === undefined || y === undefined
      ? undefined
      : (x === y) === (operator === '==');
  }
  return typeof a === 'string' && typeof b === 'string'
    ? (a === b) === (operator === '==')
    : undefined;
}

/** Compares labels and inputs, whose type only the fact tells; a fact of another type makes it unknown. */
export function compareDynamic(sides: ComparedSides): LeafCondition {
  const { node, operator, left, right, scope } = sides;
  if (left.kind === 'list' || right.kind === 'list') {
    return refuseTypes(sides);
  }
  const uses = [...left.uses, ...right.uses];
  const dynamic = (left.kind === 'dynamic' ? left : right) as DynamicValue;
  const other: Value = dynamic === left ? right : left;
  return {
    type: 'leaf',
    uses,
    range: node.range,
    truth: (facts, stage) => {
      const found = dynamicHolds(
        left.read(facts, stage),
        right.read(facts, stage),
        operator,
      );
      if (found === undefined) {
        return whyUnknown(facts, stage, uses);
      }
      return found ? TRUE : FALSE;
    },
    say: facts =>
      `${scope.textOf(dynamic.path.range)} is ${showValue(
        dynamic.read(facts),
        'text',
      )}`,
    atom:
      typeof other.constant === 'string' &&
      (operator === '==' || operator === '!=')
        ? textAtom(dynamic.path, other.constant, operator === '==', '')
        : {
            kind: 'other',
            of: scope.textOf(node.range),
            value: operator === node.operator,
          },
  };
}
