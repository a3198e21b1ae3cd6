import type { PolicyExpression, PolicyRuleNode } from '../syntax/ast';
import type { Diagnostics } from '../syntax/Diagnostics';
import { policyLimits } from '../syntax/limits';
import { findPolicyAction } from '../vocabulary/actions';
import { checkActions } from './checkActions';
import { checkCondition } from './checkCondition';
import { checkLabels } from './checkLabels';
import type { CompiledRule } from './CompiledRule';
import { leavesOf } from './condition';
import { RuleError, RuleScope } from './RuleScope';

const LONGEST_DURATION = 7 * 86_400_000;

function countNodes(node: PolicyExpression): number {
  switch (node.type) {
    case 'and':
    case 'or':
    case 'list':
      return node.items.reduce((sum, item) => sum + countNodes(item), 1);
    case 'not':
    case 'negate':
      return 1 + countNodes(node.operand);
    case 'compare':
    case 'arithmetic':
      return 1 + countNodes(node.left) + countNodes(node.right);
    case 'call':
      return node.arguments.reduce(
        (sum, { value }) => sum + countNodes(value),
        1,
      );
    default:
      return 1;
  }
}

/** A short fingerprint (FNV-1a), so that the memory of another text is not taken over. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}

function checkForm(node: PolicyRuleNode, scope: RuleScope): void {
  const nodes = countNodes(node.condition);
  if (nodes > policyLimits.conditionNodes) {
    scope.refuse(
      node.range,
      'too-large',
      `A condition has at most ${policyLimits.conditionNodes} parts, this one has ${nodes}; split the rule`,
    );
  }
  const { duration } = node;
  if (duration && !(duration.value > 0 && duration.value <= LONGEST_DURATION)) {
    scope.refuse(
      duration.range,
      'wrong-duration',
      'A condition may be asked to hold for more than nothing and at most 7 days',
      '3m',
    );
  }
  if (node.nameRange && node.name?.trim() === '') {
    scope.refuse(node.nameRange, 'no-name', 'The name of this rule is empty');
  }
}

/** Compiles one rule; undefined when something in it is wrong, which the diagnostics then say. */
export function checkRule(
  node: PolicyRuleNode,
  diagnostics: Diagnostics,
): CompiledRule | undefined {
  const scope = RuleScope.create(diagnostics);
  const location = diagnostics.locate(node.range);
  try {
    checkForm(node, scope);
    const { labels, settings } = checkLabels(node.labels, scope);
    const condition = checkCondition(node.condition, false, scope);
    const otherwiseCondition = checkCondition(
      node.condition,
      true,
      scope.silent(),
    );
    const actions = checkActions(node.actions, scope);
    const otherwise = checkActions(node.otherwise, scope);
    const leaves = leavesOf(condition);
    const text = diagnostics.textOf(node.range);
    const name = node.name ?? `${location.file}:${location.line}`;
    const rule: CompiledRule = {
      name,
      key: `${name} ${fingerprint(text)}`,
      node,
      location,
      text,
      labels,
      settings,
      condition,
      otherwiseCondition,
      leaves,
      guards: settings.evidence
        ? leaves.flatMap(({ guard }) => (guard ? [guard] : []))
        : [],
      uses: leaves.flatMap(({ uses }) => uses),
      ...(node.duration ? { duration: node.duration.value } : {}),
      actions,
      otherwise,
    };
    warnOfDuration(rule, scope);
    return rule;
  } catch (error) {
    if (error instanceof RuleError) {
      return undefined;
    }
    throw error;
  }
}

/** `for` on a rule whose values do not change between looks, or that has nothing to look at again. */
function warnOfDuration(rule: CompiledRule, scope: RuleScope): void {
  const { duration } = rule.node;
  if (!duration) {
    return;
  }
  const changing = rule.uses.some(
    ({ key, word }) =>
      word.comparable ||
      word.stages !== undefined ||
      /^(?:slo|calendar|incident|approvals|input|labels)\./.test(key),
  );
  const acts = [...rule.actions, ...rule.otherwise].some(
    ({ name }) => findPolicyAction(name)?.family === 'rollout',
  );
  if (!changing && !acts) {
    scope.warn(
      duration.range,
      'pointless-duration',
      'Nothing in this condition changes while one waits: at the gate it is looked at once, so the rule never acts',
      rule.text
        .replace(scope.textOf(duration.range), '')
        .replace(/\s*\bfor\s+/, ' ')
        .slice(0, 120),
    );
  }
}
