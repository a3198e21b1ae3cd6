import type { GateOutcome, RolloutStrategy } from '../tables';

/** One file of a bundle. @public */
export interface PolicyFile {
  /** Path below the bundle's folder, e.g. `production.policy`. */
  path: string;
  text: string;
}

/** Where something stands in a file; lines and columns count from 1, offsets from 0 in UTF-16 code units. @public */
export interface PolicyLocation {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  offset: number;
  endOffset: number;
}

/** Something wrong, or doubtful, in a policy. Errors keep a bundle from being used; warnings do not. @public */
export interface PolicyDiagnostic {
  severity: 'error' | 'warning';
  /** Stable name of the kind: `syntax`, `unknown-path`, `wrong-unit`, `never-fires`, `shadowed` … */
  code: string;
  message: string;
  location: PolicyLocation;
  /** The offending text, at most 120 characters. */
  text: string;
  /** What to write instead, where one can say. */
  suggestion?: string;
}

/** What a value of a path is measured in. @public */
export type PolicyUnit =
  | 'ratio'
  | 'probability'
  | 'percentage-points'
  | 'duration-ms'
  | 'rate-per-second'
  | 'count'
  | 'score'
  | 'text'
  | 'flag'
  | 'list';

/** One word of the vocabulary. @public */
export interface PolicyPath {
  /** `canary.latency.p95`; a last segment `*` stands for any one name. */
  path: string;
  unit: PolicyUnit;
  description: string;
  /** True when the path is measured for arms of a rollout, so that `N x_baseline` and evidence apply to it. */
  comparable?: boolean;
  /** True when raw counts stand behind it, so that a comparison of arms needs evidence unless the rule says `evidence=off`. */
  counted?: boolean;
  /** Stages at which it can be known; absent: at all of them. */
  stages?: readonly PolicyStage[];
  /** The words it can take, for text with few. */
  values?: readonly string[];
  /** The least and greatest value there can be; absent where there is no bound. */
  range?: readonly [least: number, greatest: number];
  /** An example of its use in a condition. */
  example: string;
}

/** When a gate is asked. @public */
export type PolicyStage = 'pre-merge' | 'pre-deploy' | 'canary' | 'post-deploy';

/** A value, or the reason why there is none. Unknown is a value of its own and never 0. @public */
export type PolicyFact =
  | {
      /** In the unit of the path: ratios and probabilities 0-1, durations in ms, percentage points as 0.5 for 0.5 pp. */
      value: number | string | boolean | readonly string[];
      /** Who says so: `risk engine`, `supply chain`. */
      source?: string;
      /** RFC 3339. */
      observedAt?: string;
      /** The same of the other arm or time, for comparable paths: `baseline`, `stable`, `previous`, `slo`. */
      compared?: Partial<Record<PolicyReference, number>>;
      /** Raw counts behind a ratio, by arm, for the evidence guard. */
      counts?: PolicyCounts;
    }
  | { missingReason: string; source?: string };

/** @public */
export type PolicyReference = 'baseline' | 'stable' | 'previous' | 'slo';

/** Events and requests of one interval in both arms. @public */
export interface PolicyCounts {
  canary: { events: number; requests: number };
  baseline: { events: number; requests: number };
}

/** Facts by path. A path that is absent is unknown. @public */
export type PolicyFacts = Readonly<Record<string, PolicyFact>>;

/** @public */
export type PolicyTruth = 'true' | 'false' | 'unknown';

/** A value that a rule looked at. @public */
export interface PolicyValue {
  path: string;
  unit: PolicyUnit;
  value?: number | string | boolean | readonly string[];
  /** As people say it: `0.78`, `6.2 %`. */
  shown: string;
  missingReason?: string;
  source?: string;
  observedAt?: string;
}

/** @public */
export type PolicyActionName =
  | 'block'
  | 'require_approval'
  | 'allow'
  | 'rollback'
  | 'pause'
  | 'hold'
  | 'promote'
  | 'notify'
  | 'set_strategy';

/** @public */
export interface PolicyAction {
  name: PolicyActionName;
  args: Readonly<Record<string, number | string | boolean>>;
}

/** A rule that held, or of which nobody knows whether it holds. @public */
export interface MatchedRule {
  /** Name, or `<file>:<line>` of one without. */
  name: string;
  location: PolicyLocation;
  /** The rule as it is written. */
  text: string;
  labels: Readonly<Record<string, string>>;
  truth: 'true' | 'unknown';
  /** True when its `else` part acts. */
  otherwise: boolean;
  actions: PolicyAction[];
  /** What it looked at, in the order of the text. */
  values: PolicyValue[];
  /** One sentence, with the values. */
  explanation: string;
  /** Why a condition that holds does not act yet: its duration, or its evidence. */
  waitsFor?: string;
}

/** @public */
export interface PolicyEvaluation {
  /** The strongest of what acts: block over require_approval over allow; `inconclusive` when a rule that might hold cannot be judged outside production. */
  outcome: GateOutcome;
  /** The strongest of rollback over pause over promote, where one acts. `hold` counts as pause. */
  rollout?: 'rollback' | 'pause' | 'promote';
  /** All that held or might hold, the deciding one first. */
  matched: MatchedRule[];
  /** Index in `matched` of the rule that decided; absent when none did and the default applies. */
  decidedBy?: number;
  /** Of the strictest `require_approval` that acts. */
  approvals?: { count: number; role?: string };
  /** What `set_strategy` asks for. */
  strategy?: RolloutStrategy;
  /** Targets of `notify`. */
  notify: string[];
  /** Paths that were looked at and are not known. */
  unknown: Array<{ path: string; reason: string }>;
  /** One sentence a colleague would say. */
  explanation: string;
}

/** What `for` and evidence remember between looks; plain JSON, to be stored by the caller. @public */
export interface PolicyMemory {
  version: 1;
  /** By rule key. */
  rules: Record<string, unknown>;
}

/** @public */
export interface PolicyTestResult {
  name: string;
  location: PolicyLocation;
  passed: boolean;
  /** What was expected and what came, for a failed one. */
  message?: string;
}

/** A compiled rule as pages list it. @public */
export interface PolicyRuleSummary {
  name: string;
  location: PolicyLocation;
  text: string;
  labels: Readonly<Record<string, string>>;
  /** Paths it reads. */
  paths: string[];
  actions: PolicyActionName[];
}
