import type { PolicyExpression } from '../syntax/ast';
import { policyLimits } from '../syntax/limits';
import type { ValuePlace } from './checkValue';
import type {
  FlagValue,
  ListValue,
  NumberValue,
  TextValue,
  Value,
} from './values';

function isConstant(
  value: Value,
): value is NumberValue | TextValue | FlagValue {
  return value.kind !== 'list' && value.constant !== undefined;
}

/** A written list; its values are written too. */
export function checkListValue(
  node: Extract<PolicyExpression, { type: 'list' }>,
  place: ValuePlace,
  checkValue: (node: PolicyExpression, place: ValuePlace) => Value,
): ListValue {
  const { scope } = place;
  if (node.items.length > policyLimits.listItems) {
    scope.refuse(
      node.range,
      'too-large',
      `A list has at most ${policyLimits.listItems} values, this one has ${node.items.length}`,
    );
  }
  const constant = node.items.map(item => {
    const value = checkValue(item, place);
    return isConstant(value)
      ? value
      : scope.refuse(
          item.range,
          'wrong-type',
          'The values of a list are texts, numbers, true or false',
        );
  });
  const values = constant.map(value => value.constant);
  return { kind: 'list', constant, uses: [], read: () => values };
}
