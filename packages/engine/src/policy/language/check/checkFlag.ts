import type { PolicyPathNode } from '../syntax/ast';
import { isDynamicPath } from '../vocabulary/policyVocabulary';
import type { LeafCondition } from './condition';
import { factValue, whyUnknown } from './readFacts';
import { resolvePath } from './resolvePath';
import type { RuleScope } from './RuleScope';
import { FALSE, TRUE } from './truth';

/** Labels of the catalog are texts: "true" and "false" count as flags. */
export function asFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') {
    return value;
  }
  if (value === 'true' || value === 'false') {
    return value === 'true';
  }
  return undefined;
}

/** A flag that stands by itself. */
export function checkFlag(
  node: PolicyPathNode,
  negated: boolean,
  scope: RuleScope,
): LeafCondition {
  const use = resolvePath(node, scope);
  const { key, word } = use;
  if (word.unit !== 'flag' && !isDynamicPath(word)) {
    scope.refuse(
      node.range,
      'wrong-type',
      `'${key}' is no flag: compare it with something`,
      word.example,
    );
  }
  const uses = [use];
  const whenTrue = negated ? FALSE : TRUE;
  const whenFalse = negated ? TRUE : FALSE;
  return {
    type: 'leaf',
    uses,
    range: node.range,
    truth: (facts, stage) => {
      const value = asFlag(factValue(facts, key));
      if (value === undefined) {
        return whyUnknown(facts, stage, uses);
      }
      return value ? whenTrue : whenFalse;
    },
    say: facts => `${key} is ${asFlag(factValue(facts, key))}`,
    atom: { kind: 'flag', of: key, value: !negated },
  };
}
