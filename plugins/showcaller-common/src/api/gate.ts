import type { MatchedRule } from '@showcaller/engine/policy';
import type { EnvironmentTier } from '../environments';
import type { ApprovalState, GateOverride } from './approvals';
import type { AuditReference } from './audit';
import type {
  GateDecision,
  RiskAssessment,
  RiskBand,
  RolloutStrategy,
} from './risk';

/** When the gate is asked. `canary-25` is the step at 25 % of the traffic. @public */
export type GateStage =
  | 'pre-merge'
  | 'pre-deploy'
  | `canary-${number}`
  | 'post-deploy';

/** @public */
export type GateStatus =
  | 'PENDING'
  | 'ALLOW'
  | 'BLOCK'
  | 'NEEDS_APPROVAL'
  | 'INCONCLUSIVE';

/** Body of `POST gate/evaluations`. With the header `Idempotency-Key` the same request gives the same evaluation. @public */
export interface GateEvaluationRequest {
  /** Full reference of the component. */
  entityRef: string;
  /** Raw name, as deployments say it. */
  environment: string;
  stage: GateStage;
  change: {
    /** `owner/repo` */
    repository: string;
    sha: string;
    pullRequest?: number;
  };
  artifact?: {
    /** `sha256:…` */
    digest: string;
    purl?: string;
  };
  /** Revision of the configuration that is deployed with it. */
  configRevision?: string;
  /** Tells several gates of one stage apart. */
  identifier?: string;
  /** Which system asks: `github-actions`, `jenkins` … */
  source?: string;
  /** Login or entity reference of the person who started it: may not approve it. */
  requestedBy?: string;
  /** Decides and records, and answers what would have been answered; nothing is told to anybody. */
  dryRun?: boolean;
  /** Facts of the caller's own, readable as `input.<name>`; at most 50. */
  inputs?: Record<string, number | string | boolean>;
  /** Told of the answer, and of later changes of it, by a signed POST; its host must be configured. */
  callback?: { url: string };
}

/** Where a failed deployment would go back to. @public */
export interface RollbackPlan {
  /** Last deployment of the entity to the environment that succeeded and did not fail afterwards; absent: see `reason`. */
  target?: {
    deploymentId: string;
    sha: string;
    artifactDigest?: string;
    deployedAt: string;
  };
  /** Why there is no target. */
  reason?: string;
  /** What would be done, in order, in words. */
  steps: string[];
  blastRadius: {
    /** Entities that depend on it, directly or through others. */
    dependents: string[];
    /** Criticality of the entity, 1 (highest) to 4. */
    serviceTier?: number;
    /** One sentence. */
    words: string;
  };
}

/** Answer of `GET gate/evaluations/:id`, and of the POST with `?wait=`. @public */
export interface GateEvaluation {
  id: string;
  /** With approvals and overrides taken into account, as of now. */
  status: GateStatus;
  /** What a machine may act on, for tools that only read one word: `pass`, `fail` or `pending` (wait and ask again). */
  verdict: 'pass' | 'fail' | 'pending';
  entityRef: string;
  environment: string;
  tier: EnvironmentTier;
  stage: GateStage;
  identifier?: string;
  change: GateEvaluationRequest['change'];
  artifact?: GateEvaluationRequest['artifact'];
  configRevision?: string;
  source: string;
  requestedBy?: string;
  dryRun: boolean;
  decisionId?: string;
  assessmentId?: string;
  /** Absent while pending. */
  risk?: {
    score?: number;
    interval?: { low: number; high: number };
    band: RiskBand;
    /** 1 − width of the interval; absent without one. */
    confidence?: number;
    /** Strongest first, at most 5. */
    top: Array<{
      feature: string;
      label: string;
      value?: number;
      unit: string;
      contribution: number;
      effect?: number;
    }>;
    missing: Array<{ feature: string; label: string; reason: string }>;
    unknownReason?: string;
  };
  successProbability?: number;
  /** One sentence. */
  explanation: string;
  matchedRules: MatchedRule[];
  strategy?: RolloutStrategy;
  rollbackPlan?: RollbackPlan;
  approvals?: ApprovalState;
  override?: GateOverride;
  policyHash?: string;
  /** Let through because the engine was late. */
  failedOpen?: boolean;
  /** Page of the decision, for people. */
  evidenceUrl: string;
  createdAt: string;
  decidedAt?: string;
  expiresAt?: string;
}

/** A place that was told, or is to be told, of a decision. @public */
export interface GateAnswerRow {
  id: string;
  /** `github-protection-rule`, `gitlab-deployment-approval`, `callback` … */
  responder: string;
  /** Where, in words. */
  target: string;
  /** What it was told last. */
  status: GateStatus;
  state: 'pending' | 'sent' | 'dead';
  attempts: number;
  reason?: string;
  url?: string;
  requests: Array<{ method: string; url: string; body: unknown }>;
  updatedAt: string;
}

/** Everything on the decision page: `GET gate/decisions/:id/detail`. @public */
export interface GateDecisionDetail {
  decision: GateDecision;
  /** Status as of now, with approvals and overrides. */
  status: GateStatus;
  /** Why it is what it is, in one sentence, when approvals or overrides changed it. */
  statusReason?: string;
  evaluation?: GateEvaluation;
  assessment?: RiskAssessment;
  /** The file of the deciding rule, as it was; absent for what the product itself decides. */
  policyFile?: { path: string; text: string };
  approvals?: ApprovalState;
  override?: GateOverride;
  rollbackPlan?: RollbackPlan;
  answers: GateAnswerRow[];
  /** Entries of the audit log about this decision, oldest first. */
  audit: AuditReference[];
  /** What became of it, where it is known. */
  outcome?: 'failed' | 'clean' | 'pending';
}

/** One row of `GET gate/entities/:kind/:namespace/:name/decisions`, newest first. @public */
export interface GateDecisionRow {
  id: string;
  evaluationId?: string;
  deploymentId?: string;
  stage: GateStage;
  environment: string;
  tier: EnvironmentTier;
  sha?: string;
  status: GateStatus;
  outcome: GateDecision['outcome'];
  ruleName: string;
  explanation: string;
  mode: GateDecision['mode'];
  risk?: number;
  decidedAt: string;
}
