import type {
  ApprovalState,
  EnvironmentTier,
  GateDecision,
  GateEvaluationRequest,
  GateOverride,
  GateStage,
  GateStatus,
  RiskAssessment,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CompiledPolicy, PolicyFacts } from '@showcaller/engine/policy';
import type { Knex } from 'knex';

/** What is decided on. */
export interface PolicySubject {
  entityRef: string;
  environment: string;
  tier: EnvironmentTier;
  stage: GateStage;
  repository: string;
  sha: string;
  previousSha?: string;
  artifact?: GateEvaluationRequest['artifact'];
  configRevision?: string;
  deploymentId?: string;
  evaluationId?: string;
  /** Absent when the engine was late. */
  assessment?: RiskAssessment;
  /** Salted hashes of those who wrote the commits that are scored; absent when these are not known. */
  authors?: string[];
  /** When the newest of these commits was written. */
  newestCommitAt?: string;
  /** Tells several gates of one stage apart. */
  identifier?: string;
  /** Facts of the caller's own. */
  inputs?: GateEvaluationRequest['inputs'];
  /** The clock of the decision. */
  at: string;
}

/** A room that knows some paths of the policy vocabulary. */
export interface PolicyFactSource {
  id: string;
  /** Paths, or prefixes that end in `.*`, that it tells. */
  paths: string[];
  /**
   * Answers what it knows within the deadline of the signal; what it does not know it leaves out, or says why. Never
   * answers 0 or false for what is not known.
   */
  read(subject: PolicySubject, signal: AbortSignal): Promise<PolicyFacts>;
}

/** The policy that decides now. */
export interface ActivePolicy {
  /** SHA-256 of the bundle, hex. */
  hash: string;
  /** Name for people: `built-in`, or the short hash with its origin. */
  name: string;
  policy: CompiledPolicy;
}

/** Where the gate gets its policy from; answers without I/O. */
export interface PolicyProvider {
  active(): ActivePolicy;
  /** The one that is tried beside it. */
  shadow(): ActivePolicy | undefined;
  /** Source of a file as it was when a decision was made. */
  readFile(
    hash: string,
    path: string,
  ): Promise<{ path: string; text: string } | undefined>;
}

/** Everything that went into a decision, as it is stored: a dry run repeats decisions from this. */
export interface StoredFacts {
  decisionId: string;
  facts: PolicyFacts;
}

/** Told of every decision, in the transaction that stores it; before the audit entry, which comes last. */
export interface DecisionObserver {
  onDecision(
    decision: GateDecision,
    options: { facts: PolicyFacts; tx: Knex.Transaction },
  ): Promise<void>;
}

/** What people said to decisions. */
export interface ApprovalBook {
  /**
   * Where the approval of a decision stands, checked now: expiry, binding, and whether everybody who approved still may.
   * Undefined when nothing has to be approved.
   */
  stateOf(
    decision: GateDecision,
    options?: { credentials?: BackstageCredentials },
  ): Promise<ApprovalState | undefined>;
  /** The same for several, for listings: the catalog is read once for fifty of them. By id; those that need no approval are left out. */
  statesOf(
    decisions: GateDecision[],
    options?: { credentials?: BackstageCredentials },
  ): Promise<Map<string, ApprovalState>>;
  /** The override of a decision, where there is one. It lets the decision through, unless its state is `objected`. */
  overrideOf(decisionId: string): Promise<GateOverride | undefined>;
  /** The same for several, by the id of the decision. */
  overridesOf(decisionIds: string[]): Promise<Map<string, GateOverride>>;
}

/** Told after an approval or an override changed what a decision means, in its transaction. */
export interface ApprovalListener {
  onApprovalChanged(decisionId: string, tx: Knex.Transaction): Promise<void>;
}

/** What other rooms ask of decisions. */
export interface DecisionReader {
  get(id: string): Promise<GateDecision | undefined>;
  /** Ids of newer decisions about the same entity, environment, stage and revision; empty: it is current. */
  isCurrent(decision: GateDecision): Promise<boolean>;
  /** The person (login or entity reference) or system that asked for it. */
  requesterOf(decision: GateDecision): Promise<string | undefined>;
  /** Everybody who had a hand in asking: the person who was named, and who sent the request. None of them may approve. */
  askersOf(decision: GateDecision): Promise<string[]>;
  /** Salted hashes of the authors of every commit between the previously deployed revision and this one, as far as they are known. */
  authorsOf(decision: GateDecision): Promise<string[]>;
}

/** A decision as of now. */
export interface EffectiveStatus {
  status: GateStatus;
  /** When approvals, overrides or expiry changed it. */
  reason?: string;
}
