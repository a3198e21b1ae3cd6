import type { LiteralUnit, TextRange } from '../syntax/ast';
import type { PolicyFacts, PolicyPath, PolicyReference } from '../types';
import type { ReadNumber } from './truth';

/** A path where a rule reads it. */
export interface PathUse {
  /** Key of the fact. */
  key: string;
  word: PolicyPath;
  /** Stages at which it can be known, as bits. */
  stages: number;
  range: TextRange;
}

/** What numbers can be compared with: fractions (0-1, percent), percentage points, durations, rates, plain numbers. */
export type NumberFamily =
  | 'fraction'
  | 'points'
  | 'duration'
  | 'rate'
  | 'plain';

export interface NumberValue {
  kind: 'number';
  family: NumberFamily;
  /** Set when it is written and not read. */
  constant?: number;
  /** How a constant is written: `none` and `percent` may be read in another family. */
  literal?: LiteralUnit;
  /** Set when it is nothing but a path. */
  path?: PathUse;
  /** Set when it is a multiple of what its path is compared with. */
  relative?: { factor: number; of: PolicyReference };
  read: ReadNumber;
  uses: PathUse[];
}

export interface TextValue {
  kind: 'text';
  constant?: string;
  path?: PathUse;
  read: (facts: PolicyFacts, stage: number) => string | undefined;
  uses: PathUse[];
}

export interface FlagValue {
  kind: 'flag';
  constant?: boolean;
  path?: PathUse;
  read: (facts: PolicyFacts) => boolean | undefined;
  uses: PathUse[];
}

export interface ListValue {
  kind: 'list';
  constant?: ReadonlyArray<NumberValue | TextValue | FlagValue>;
  path?: PathUse;
  read: (facts: PolicyFacts) => readonly unknown[] | undefined;
  uses: PathUse[];
}

/** A label or an input: what it is, only the fact tells. */
export interface DynamicValue {
  kind: 'dynamic';
  constant?: undefined;
  path: PathUse;
  read: (facts: PolicyFacts) => unknown;
  uses: PathUse[];
}

export type Value =
  | NumberValue
  | TextValue
  | FlagValue
  | ListValue
  | DynamicValue;
