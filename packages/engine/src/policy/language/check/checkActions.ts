import type { PolicyActionNode, PolicyArgument } from '../syntax/ast';
import type { PolicyAction } from '../types';
import {
  findPolicyAction,
  policyActions,
  type PolicyActionWord,
} from '../vocabulary/actions';
import { nearestWord } from '../vocabulary/nearest';
import type { RuleScope } from './RuleScope';

type ActionArgument = PolicyActionWord['arguments'][number];

function example(action: PolicyActionWord): string {
  const named = action.arguments.map(({ name, type, values }) =>
    type === 'count' ? `${name}: 2` : `${name}: "${values?.[0] ?? '…'}"`,
  );
  return named.length > 0 ? `${action.name}(${named.join(', ')})` : action.name;
}

function checkArgument(
  { value, range }: PolicyArgument,
  argument: ActionArgument,
  scope: RuleScope,
): string | number {
  if (argument.type === 'count') {
    if (
      value.type === 'number' &&
      value.unit === 'none' &&
      Number.isInteger(value.value) &&
      value.value >= 1 &&
      value.value <= 20
    ) {
      return value.value;
    }
    return scope.refuse(
      range,
      'wrong-arguments',
      `${argument.name} is a whole number from 1 to 20`,
      `${argument.name}: 2`,
    );
  }
  if (value.type !== 'text' || value.value.trim() === '') {
    return scope.refuse(
      range,
      'wrong-arguments',
      `${argument.name} is a text in quotes`,
      `${argument.name}: "${argument.values?.[0] ?? '…'}"`,
    );
  }
  if (argument.values && !argument.values.includes(value.value)) {
    const nearest = nearestWord(value.value, argument.values);
    return scope.refuse(
      range,
      'wrong-arguments',
      `${argument.name} is one of ${argument.values.join(', ')}`,
      nearest && `"${nearest}"`,
    );
  }
  return value.value;
}

function checkAction(node: PolicyActionNode, scope: RuleScope): PolicyAction {
  const word = findPolicyAction(node.name);
  if (!word) {
    const names = policyActions.map(({ name }) => name);
    const nearest = nearestWord(node.name, names);
    return scope.refuse(
      node.range,
      'unknown-action',
      `There is no action '${node.name}'${
        nearest
          ? `; did you mean '${nearest}'?`
          : `; there are: ${names.join(', ')}`
      }`,
      nearest,
    );
  }
  const args = new Map<string, string | number>();
  for (const [position, given] of node.arguments.entries()) {
    const argument =
      given.name === undefined
        ? word.arguments[position]
        : word.arguments.find(({ name }) => name === given.name);
    if (!argument) {
      const names = word.arguments.map(({ name }) => name);
      return scope.refuse(
        given.range,
        'wrong-arguments',
        names.length === 0
          ? `${word.name} takes no arguments`
          : `${word.name} takes ${names.join(', ')}`,
        example(word),
      );
    }
    if (args.has(argument.name)) {
      scope.refuse(
        given.range,
        'wrong-arguments',
        `${argument.name} is given twice`,
      );
    }
    args.set(argument.name, checkArgument(given, argument, scope));
  }
  const missing = word.arguments.find(
    ({ name, required }) => required && !args.has(name),
  );
  if (missing) {
    scope.refuse(
      node.range,
      'wrong-arguments',
      `${word.name} needs its ${missing.name}`,
      example(word),
    );
  }
  return { name: word.name, args: Object.fromEntries(args) };
}

/** Checks the actions of one branch of a rule. */
export function checkActions(
  nodes: readonly PolicyActionNode[],
  scope: RuleScope,
): PolicyAction[] {
  return nodes.map(node => checkAction(node, scope));
}
