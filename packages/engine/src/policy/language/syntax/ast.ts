import type { PolicyReference } from '../types';

/** First and one past the last UTF-16 code unit of a node. @public */
export type TextRange = readonly [start: number, end: number];

/** @public */
export type ComparisonOperator =
  | '=='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | 'in'
  | 'not in'
  | 'matches';

/** @public */
export type ArithmeticOperator = '+' | '-' | '*' | '/';

/** What is written behind a number; `duration` values are milliseconds. @public */
export type LiteralUnit = 'none' | 'percent' | 'pp' | 'duration' | 'rps';

/** @public */
export type PolicyExpression =
  | { type: 'and' | 'or'; items: PolicyExpression[]; range: TextRange }
  | { type: 'not'; operand: PolicyExpression; range: TextRange }
  | {
      type: 'compare';
      operator: ComparisonOperator;
      left: PolicyExpression;
      right: PolicyExpression;
      range: TextRange;
    }
  | {
      type: 'arithmetic';
      operator: ArithmeticOperator;
      left: PolicyExpression;
      right: PolicyExpression;
      range: TextRange;
    }
  | { type: 'negate'; operand: PolicyExpression; range: TextRange }
  | { type: 'number'; value: number; unit: LiteralUnit; range: TextRange }
  | {
      type: 'relative';
      factor: number;
      of: PolicyReference;
      range: TextRange;
    }
  | { type: 'text'; value: string; range: TextRange }
  | { type: 'flag'; value: boolean; range: TextRange }
  | { type: 'null' | 'unknown'; range: TextRange }
  | { type: 'list'; items: PolicyExpression[]; range: TextRange }
  | {
      type: 'call';
      name: string;
      arguments: PolicyArgument[];
      range: TextRange;
    }
  | PolicyPathNode;

/** `canary.latency.p95`, `labels["team"]`. @public */
export interface PolicyPathNode {
  type: 'path';
  segments: string[];
  range: TextRange;
}

/** @public */
export interface PolicyArgument {
  name?: string;
  value: PolicyExpression;
  range: TextRange;
}

/** @public */
export interface PolicyActionNode {
  name: string;
  arguments: PolicyArgument[];
  range: TextRange;
}

/** `[severity=critical]` @public */
export interface PolicyLabelNode {
  name: string;
  value: string;
  range: TextRange;
}

/** @public */
export interface PolicyRuleNode {
  type: 'rule';
  name?: string;
  nameRange?: TextRange;
  labels: PolicyLabelNode[];
  condition: PolicyExpression;
  /** Milliseconds. */
  duration?: { value: number; range: TextRange };
  actions: PolicyActionNode[];
  otherwise: PolicyActionNode[];
  range: TextRange;
}

/** One fact of a `given`. @public */
export interface PolicyGivenNode {
  path: PolicyPathNode;
  value: PolicyExpression;
  /** `(baseline: 2%, requests: 250)` */
  attributes: PolicyArgument[];
  range: TextRange;
}

/** Facts, and when they are looked at. @public */
export interface PolicyTestStepNode {
  facts: PolicyGivenNode[];
  /** Milliseconds after the start. */
  at?: number;
  /** How long the facts stay like this, in milliseconds. */
  during?: number;
  range: TextRange;
}

/** @public */
export interface PolicyExpectNode {
  outcome: string;
  not: boolean;
  by?: string;
  range: TextRange;
}

/** @public */
export interface PolicyTestNode {
  type: 'test';
  name: string;
  steps: PolicyTestStepNode[];
  expects: PolicyExpectNode[];
  range: TextRange;
}

/** @public */
export type PolicyStatement = PolicyRuleNode | PolicyTestNode;
