import type { PolicyExpression } from '../syntax/ast';
import { checkComparison } from './checkComparison';
import { checkFlag } from './checkFlag';
import { checkTruthCall } from './checkTruthCall';
import type { Condition } from './condition';
import { joinConditions } from './joinConditions';
import type { RuleScope } from './RuleScope';
import { FALSE, TRUE } from './truth';

const opposite = { and: 'or', or: 'and' } as const;

/** A condition; `negated` turns it round, down to its comparisons, so that unknown stays unknown. */
export function checkCondition(
  node: PolicyExpression,
  negated: boolean,
  scope: RuleScope,
): Condition {
  switch (node.type) {
    case 'and':
    case 'or':
      return joinConditions(
        negated ? opposite[node.type] : node.type,
        node.items.map(item => checkCondition(item, negated, scope)),
      );
    case 'not':
      return checkCondition(node.operand, !negated, scope);
    case 'compare':
      return checkComparison(node, negated, scope);
    case 'call':
      return checkTruthCall(node, negated, scope);
    case 'path':
      return checkFlag(node, negated, scope);
    case 'flag': {
      const value = node.value !== negated;
      const truth = value ? TRUE : FALSE;
      return {
        type: 'leaf',
        truth: () => truth,
        uses: [],
        range: node.range,
        say: () => (value ? 'it always does' : 'it never does'),
        atom: { kind: 'flag', of: 'true', value },
      };
    }
    default:
      return scope.refuse(
        node.range,
        'wrong-type',
        `'${scope.textOf(
          node.range,
        )}' is neither true nor false; compare it with something`,
      );
  }
}
