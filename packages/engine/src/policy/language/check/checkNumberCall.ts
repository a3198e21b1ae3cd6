import type { PolicyExpression } from '../syntax/ast';
import { policyFunctions } from '../vocabulary/functions';
import { nearestWord } from '../vocabulary/nearest';
import { calculated, checkNumber } from './checkArithmetic';
import type { ValuePlace } from './checkValue';
import type { RuleScope } from './RuleScope';
import { sameFamily } from './units';
import type { NumberValue, Value } from './values';

type CallNode = Extract<PolicyExpression, { type: 'call' }>;

type CheckValue = (node: PolicyExpression, place: ValuePlace) => Value;

/** Says that there is no such function, and which one was probably meant. */
export function refuseFunction(node: CallNode, scope: RuleScope): never {
  const names = policyFunctions.map(({ name }) => name);
  const nearest = nearestWord(node.name, names);
  return scope.refuse(
    node.range,
    'unknown-function',
    `There is no function '${node.name}'${
      nearest
        ? `; did you mean '${nearest}'?`
        : `; there are: ${names.join(', ')}`
    }`,
    nearest,
  );
}

/** The arguments of a call, which have no names. */
export function argumentsOf(
  node: CallNode,
  scope: RuleScope,
  count: { least: number; most: number },
): PolicyExpression[] {
  const given = node.arguments.length;
  if (given < count.least || given > count.most) {
    const wanted =
      count.least === count.most ? `${count.least}` : `at least ${count.least}`;
    scope.refuse(
      node.range,
      'wrong-arguments',
      `${node.name}() takes ${wanted} ${
        count.least === 1 && count.most === 1 ? 'argument' : 'arguments'
      }, here are ${given}`,
      policyFunctions.find(({ name }) => name === node.name)?.example,
    );
  }
  for (const { name, range } of node.arguments) {
    if (name !== undefined) {
      scope.refuse(
        range,
        'wrong-arguments',
        `The arguments of ${node.name}() have no names`,
      );
    }
  }
  return node.arguments.map(({ value }) => value);
}

function extreme(
  node: CallNode,
  place: ValuePlace,
  checkValue: CheckValue,
): NumberValue {
  const nodes = argumentsOf(node, place.scope, { least: 2, most: 20 });
  let values = nodes.map(each => checkNumber(each, place, checkValue));
  const ruling = values.findIndex(value => value.constant === undefined);
  const first = Math.max(ruling, 0);
  values = values.map(
    (value, index) =>
      sameFamily(values[first], value, {
        scope: place.scope,
        left: nodes[first].range,
        right: nodes[index].range,
      })[1],
  );
  const pick = node.name === 'min' ? Math.min : Math.max;
  const reads = values.map(({ read }) => read);
  return calculated(values[first].family, values, facts =>
    reads.reduce(
      (best, read) => pick(best, read(facts)),
      node.name === 'min' ? Infinity : -Infinity,
    ),
  );
}

/** Functions that answer a number. */
export function checkNumberCall(
  node: CallNode,
  place: ValuePlace,
  checkValue: CheckValue,
): NumberValue {
  const { scope } = place;
  switch (node.name) {
    case 'min':
    case 'max':
      return extreme(node, place, checkValue);
    case 'abs': {
      const [inner] = argumentsOf(node, scope, { least: 1, most: 1 });
      const value = checkNumber(inner, place, checkValue);
      return calculated(value.family, [value], facts =>
        Math.abs(value.read(facts)),
      );
    }
    case 'size': {
      const [inner] = argumentsOf(node, scope, { least: 1, most: 1 });
      const value = checkValue(inner, place);
      if (value.kind !== 'list') {
        return scope.refuse(
          inner.range,
          'wrong-type',
          `'${scope.textOf(inner.range)}' is not a list`,
        );
      }
      return {
        kind: 'number',
        family: 'plain',
        uses: value.uses,
        read: facts => value.read(facts)?.length ?? NaN,
      };
    }
    default:
      return policyFunctions.some(({ name }) => name === node.name)
        ? scope.refuse(
            node.range,
            'wrong-type',
            `${node.name}() answers true or false and stands by itself`,
          )
        : refuseFunction(node, scope);
  }
}
