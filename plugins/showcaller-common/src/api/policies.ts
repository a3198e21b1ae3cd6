import type {
  PolicyDiagnostic,
  PolicyFile,
  PolicyPath,
  PolicyRuleSummary,
  PolicyTestResult,
} from '@showcaller/engine/policy';
import type { GateOutcome } from './risk';

/** @public */
export type PolicyBundleStatus =
  | 'stored'
  | 'shadow'
  | 'proposed'
  | 'active'
  | 'retired'
  | 'broken';

/** A versioned set of policy files. @public */
export interface PolicyBundleRow {
  /** SHA-256 over paths and texts in canonical form, hex. */
  hash: string;
  origin: 'built-in' | 'database' | 'git';
  /** Commit, for bundles from git. */
  sourceRevision?: string;
  status: PolicyBundleStatus;
  comment?: string;
  createdBy: string;
  createdAt: string;
  ruleCount: number;
  errors: number;
  warnings: number;
  testsPassed: number;
  testsFailed: number;
  /** Who proposed its activation, and when; somebody else has to activate it. */
  proposedBy?: string;
  proposedAt?: string;
  proposalReason?: string;
  activatedBy?: string;
  activatedAt?: string;
  /** Why it became what it is. */
  statusReason?: string;
}

/** Answer of `POST policies/check`, and part of a bundle. @public */
export interface PolicyCheck {
  hash: string;
  ok: boolean;
  diagnostics: PolicyDiagnostic[];
  rules: PolicyRuleSummary[];
  tests: PolicyTestResult[];
}

/** Answer of `GET policies/bundles/:hash`. @public */
export interface PolicyBundleDetail extends PolicyBundleRow, PolicyCheck {
  files: PolicyFile[];
  /** Whether the caller may activate it now, and why not. */
  you: { mayPropose: boolean; mayActivate: boolean; reason?: string };
}

/** One decision on which two bundles differ. @public */
export interface PolicyDifference {
  decisionId: string;
  entityRef: string;
  environment: string;
  sha?: string;
  decidedAt: string;
  active: { outcome: GateOutcome; ruleName?: string };
  other: { outcome: GateOutcome; ruleName?: string; explanation: string };
  /** What became of the deployment, where it is known. */
  outcome?: 'failed' | 'clean' | 'pending';
}

/** What another bundle would have decided: beside the active one (shadow), or on the past (dry run). @public */
export interface PolicyComparison {
  hash: string;
  activeHash: string;
  kind: 'shadow' | 'dry-run';
  from: string;
  to: string;
  state: 'running' | 'finished' | 'failed';
  /** 0-1, while a dry run is running. */
  progress?: number;
  error?: string;
  decisions: number;
  same: number;
  stricter: number;
  looser: number;
  /** Decisions that cannot be repeated because their facts are not stored. */
  skipped: number;
  /** Outcome of the active → outcome of the other → how many. */
  matrix: Record<GateOutcome, Record<GateOutcome, number>>;
  /** Of those that differ and turned out to fail: caught and missed by the other one. */
  failuresCaught: number;
  failuresMissed: number;
  /** Newest first, at most 100. */
  differences: PolicyDifference[];
}

/** Answer of `GET policies`. @public */
export interface PolicyOverview {
  active: PolicyBundleRow;
  shadow?: PolicyBundleRow;
  proposed?: PolicyBundleRow;
  /** Where bundles are read from git, and how that went. */
  git?: { path: string; revision?: string; readAt?: string; error?: string };
  /** Set when the product went back to the last good bundle by itself. */
  fallback?: { from: string; reason: string; at: string };
  vocabulary: PolicyPath[];
}
