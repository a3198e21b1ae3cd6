import type { ComparisonOperator, PolicyExpression } from '../syntax/ast';
import { compareNumbers } from './compareNumbers';
import { compareDynamic } from './compareDynamic';
import { compareEqual } from './compareEqual';
import { checkMembership } from './checkMembership';
import { checkPattern } from './checkPattern';
import { checkValue, referenceOf } from './checkValue';
import type { Condition } from './condition';
import { resolvePath } from './resolvePath';
import type { RuleScope } from './RuleScope';
import type { PathUse, Value } from './values';

export type CompareNode = Extract<PolicyExpression, { type: 'compare' }>;

/** A comparison with both sides compiled. */
export interface ComparedSides {
  node: CompareNode;
  /** With a negation taken into it. */
  operator: ComparisonOperator;
  left: Value;
  right: Value;
  scope: RuleScope;
}

const inverses: Readonly<Record<string, ComparisonOperator>> = {
  '==': '!=',
  '!=': '==',
  '>': '<=',
  '>=': '<',
  '<': '>=',
  '<=': '>',
  in: 'not in',
  'not in': 'in',
};

function isRelative(node: PolicyExpression): boolean {
  if (referenceOf(node)) {
    return true;
  }
  switch (node.type) {
    case 'arithmetic':
      return isRelative(node.left) || isRelative(node.right);
    case 'negate':
      return isRelative(node.operand);
    case 'call':
      return node.arguments.some(({ value }) => isRelative(value));
    default:
      return false;
  }
}

/** The path that a multiple on the other side is of. */
function subjectOf(
  node: PolicyExpression,
  scope: RuleScope,
): PathUse | undefined {
  return node.type === 'path' && !referenceOf(node)
    ? resolvePath(node, scope)
    : undefined;
}

function sidesOf(
  node: CompareNode,
  operator: ComparisonOperator,
  scope: RuleScope,
): ComparedSides {
  const left = checkValue(node.left, {
    scope,
    ...(isRelative(node.left) ? { subject: subjectOf(node.right, scope) } : {}),
  });
  const right = checkValue(node.right, {
    scope,
    ...(isRelative(node.right) ? { subject: subjectOf(node.left, scope) } : {}),
  });
  return { node, operator, left, right, scope };
}

/** Compiles a comparison by what stands on its sides. */
export function checkComparison(
  node: CompareNode,
  negated: boolean,
  scope: RuleScope,
): Condition {
  const operator =
    negated && node.operator !== 'matches'
      ? inverses[node.operator]
      : node.operator;
  const sides = sidesOf(node, operator, scope);
  const { left, right } = sides;
  if (operator === 'in' || operator === 'not in') {
    return checkMembership(sides);
  }
  if (operator === 'matches') {
    return checkPattern(sides, negated);
  }
  if (left.kind === 'number' && right.kind === 'number') {
    return compareNumbers({ ...sides, left, right });
  }
  if (left.kind === 'dynamic' || right.kind === 'dynamic') {
    return compareDynamic(sides);
  }
  return compareEqual(sides);
}
