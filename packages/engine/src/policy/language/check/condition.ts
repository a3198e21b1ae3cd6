import type { TextRange } from '../syntax/ast';
import type { PolicyFacts, PolicyReference } from '../types';
import type { ReadTruth } from './truth';
import type { PathUse } from './values';

/** A set of numbers between two bounds. */
export interface Interval {
  low: number;
  lowOpen: boolean;
  high: number;
  highOpen: boolean;
}

/** What a comparison says of one quantity, for reasoning about rules. */
export type Atom =
  | { kind: 'number'; of: string; interval: Interval }
  | {
      kind: 'text';
      of: string;
      among?: readonly string[];
      not?: readonly string[];
    }
  | { kind: 'flag'; of: string; value: boolean }
  /** Anything else: known only to be itself, or not itself. */
  | { kind: 'other'; of: string; value: boolean };

/** A comparison of arms that needs evidence. */
export interface GuardedComparison {
  key: string;
  use: PathUse;
  of: PolicyReference;
  /** `above`: the canary is worse; `below`: it is better than the multiple. */
  direction: 'above' | 'below';
  factor: number;
}

/** A comparison, a flag or a function. */
export interface LeafCondition {
  type: 'leaf';
  truth: ReadTruth;
  uses: readonly PathUse[];
  range: TextRange;
  /** Says what was found, as part of a sentence: `risk_score is 0.78, above 0.7`. */
  say: (facts: PolicyFacts, stage: number) => string;
  atom: Atom;
  guard?: GuardedComparison;
}

export interface JoinedCondition {
  type: 'and' | 'or';
  truth: ReadTruth;
  items: readonly Condition[];
}

/** A condition ready to be judged; negations stand in its leaves. */
export type Condition = LeafCondition | JoinedCondition;

export function leavesOf(condition: Condition): LeafCondition[] {
  return condition.type === 'leaf'
    ? [condition]
    : condition.items.flatMap(leavesOf);
}
