import type { PolicyExpression } from '../syntax/ast';
import { findPolicyPath } from '../vocabulary/policyVocabulary';
import { argumentsOf, refuseFunction } from './checkNumberCall';
import type { LeafCondition } from './condition';
import { isKnown, listReader, whyUnknown } from './readFacts';
import { resolvePath } from './resolvePath';
import type { RuleScope } from './RuleScope';
import { ELSEWHERE, FALSE, stageMask, TRUE } from './truth';
import type { PathUse } from './values';

type CallNode = Extract<PolicyExpression, { type: 'call' }>;

function isNumberFunction(name: string): boolean {
  return ['min', 'max', 'abs', 'size'].includes(name);
}

function checkKnown(
  node: CallNode,
  negated: boolean,
  scope: RuleScope,
): LeafCondition {
  const [inner] = argumentsOf(node, scope, { least: 1, most: 1 });
  if (inner.type !== 'path') {
    return scope.refuse(
      inner.range,
      'wrong-arguments',
      `${node.name}() asks about a path`,
      `${node.name}(risk_score)`,
    );
  }
  const use = resolvePath(inner, scope);
  const uses = [use];
  const wanted = (node.name === 'known') !== negated;
  return {
    type: 'leaf',
    uses,
    range: node.range,
    truth: (facts, stage) => {
      const known = isKnown(facts, use, stage);
      if (!known && (use.stages & stage) === 0) {
        return ELSEWHERE;
      }
      return known === wanted ? TRUE : FALSE;
    },
    say: () => `${use.key} is ${wanted ? 'known' : 'not known'}`,
    atom: { kind: 'flag', of: `known(${use.key})`, value: wanted },
  };
}

function checkWindow(
  node: CallNode,
  negated: boolean,
  scope: RuleScope,
): LeafCondition {
  const [inner] = argumentsOf(node, scope, { least: 1, most: 1 });
  const word = findPolicyPath('calendar.windows');
  if (inner.type !== 'text' || !word) {
    return scope.refuse(
      inner.range,
      'wrong-arguments',
      'in_window() takes the name of a window in quotes',
      'in_window("change-freeze")',
    );
  }
  const use: PathUse = {
    key: word.path,
    word,
    stages: stageMask(word.stages),
    range: node.range,
  };
  const uses = [use];
  const read = listReader(use.key);
  const name = inner.value;
  return {
    type: 'leaf',
    uses,
    range: node.range,
    truth: (facts, stage) => {
      const open = read(facts);
      if (!open) {
        return whyUnknown(facts, stage, uses);
      }
      return open.includes(name) !== negated ? TRUE : FALSE;
    },
    say: () => `the window ${name} is ${negated ? 'closed' : 'open'}`,
    atom: { kind: 'flag', of: `in_window(${name})`, value: !negated },
  };
}

/** Functions that answer true or false. */
export function checkTruthCall(
  node: CallNode,
  negated: boolean,
  scope: RuleScope,
): LeafCondition {
  switch (node.name) {
    case 'known':
    case 'is_unknown':
      return checkKnown(node, negated, scope);
    case 'in_window':
      return checkWindow(node, negated, scope);
    default:
      return isNumberFunction(node.name)
        ? scope.refuse(
            node.range,
            'wrong-type',
            `${node.name}() answers a number; compare it with something`,
          )
        : refuseFunction(node, scope);
  }
}
