import type { PolicyRuleNode } from '../syntax/ast';
import type { PolicyAction, PolicyLocation } from '../types';
import type { RuleSettings } from './checkLabels';
import type { GuardedComparison, LeafCondition, Condition } from './condition';
import type { PathUse } from './values';

/** A rule ready to be judged. */
export interface CompiledRule {
  name: string;
  /** Under which its memory is kept; another text has another key. */
  key: string;
  node: PolicyRuleNode;
  location: PolicyLocation;
  text: string;
  labels: Readonly<Record<string, string>>;
  settings: RuleSettings;
  condition: Condition;
  /** The condition turned round: when it holds, `else` acts. */
  otherwiseCondition: Condition;
  leaves: readonly LeafCondition[];
  /** Empty when the rule needs no evidence. */
  guards: readonly GuardedComparison[];
  uses: readonly PathUse[];
  /** Milliseconds. */
  duration?: number;
  actions: readonly PolicyAction[];
  otherwise: readonly PolicyAction[];
}
