import type { PolicyFile } from '../types';
import type { PolicyExpression, PolicyRuleNode } from './ast';
import { parsePolicyFile } from './parsePolicyFile';

/** JSON of a part of a policy. @public */
export type PolicyJson =
  | string
  | number
  | boolean
  | null
  | PolicyJson[]
  | { [key: string]: PolicyJson };

const literals = {
  none: (value: number): PolicyJson => value,
  percent: (value: number): PolicyJson => ({ pct: value }),
  pp: (value: number): PolicyJson => ({ pp: value }),
  duration: (value: number): PolicyJson => ({ dur: value }),
  rps: (value: number): PolicyJson => ({ rps: value }),
} as const;

/** An expression as JSON: `{rel: 2, of: "baseline"}`, `{dur: 180000}`, `{pct: 0.5}`, `{path: "risk_score"}` … @public */
export function expressionJson(node: PolicyExpression): PolicyJson {
  switch (node.type) {
    case 'and':
    case 'or':
      return { [node.type]: node.items.map(expressionJson) };
    case 'not':
    case 'negate':
      return { [node.type]: expressionJson(node.operand) };
    case 'compare':
    case 'arithmetic':
      return {
        op: node.operator,
        left: expressionJson(node.left),
        right: expressionJson(node.right),
      };
    case 'number':
      return literals[node.unit](node.value);
    case 'relative':
      return { rel: node.factor, of: node.of };
    case 'text':
    case 'flag':
      return node.value;
    case 'null':
      return null;
    case 'unknown':
      return { unknown: true };
    case 'list':
      return node.items.map(expressionJson);
    case 'call':
      return {
        call: node.name,
        args: node.arguments.map(({ value }) => expressionJson(value)),
      };
    default:
      return { path: node.segments.join('.') };
  }
}

function ruleJson(node: PolicyRuleNode): PolicyJson {
  const actions = (nodes: PolicyRuleNode['actions']): PolicyJson =>
    nodes.map(({ name, arguments: args }) => ({
      action: name,
      args: args.map(argument => ({
        ...(argument.name === undefined ? {} : { name: argument.name }),
        value: expressionJson(argument.value),
      })),
    }));
  return {
    ...(node.name === undefined ? {} : { rule: node.name }),
    labels: node.labels.map(({ name, value }) => [name, value]),
    when: expressionJson(node.condition),
    ...(node.duration ? { for: { dur: node.duration.value } } : {}),
    then: actions(node.actions),
    else: actions(node.otherwise),
  };
}

/**
 * The rules of a file as JSON, for pages and other tools; empty for what does not parse.
 *
 * @public
 */
export function policyAst(file: PolicyFile): PolicyJson[] {
  return parsePolicyFile(file).statements.flatMap(statement =>
    statement.type === 'rule' ? [ruleJson(statement)] : [],
  );
}
