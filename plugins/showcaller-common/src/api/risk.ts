import type { ModelRung } from './models';
import type { EnvironmentTier } from '../environments';
import type { MatchedRule, PolicyLocation } from '@showcaller/engine/policy';
import type { ApprovalRequirement } from './approvals';
import type { GateStage } from './gate';

/** How a risk is worded: below 0.4, to 0.7 inclusive, above 0.7; unknown when the size of the change is not known. @public */
export type RiskBand = 'low' | 'elevated' | 'high' | 'unknown';

/** One signal that went into a score. @public */
export interface RiskSignal {
  /** Feature name of the model's schema, e.g. `la`. */
  name: string;
  /** Raw value in `unit`; absent when unknown, never 0 in its place. */
  value?: number;
  /** Why the value is unknown; present exactly when `value` is absent. */
  missingReason?: string;
  /** Where it was read: `git history`, `push webhook` … */
  source: string;
  unit: string;
  group: string;
  /** When the source last observed it (RFC 3339). */
  observedAt?: string;
  /**
   * Exact share of the margin, in log-odds against the average change; absent when the value or the risk is unknown, and for
   * every signal when the model tells no reasons (an ONNX model that an operator registered).
   */
  contribution?: number;
  /** The same as an approximate effect on the probability, in points (0.21 = +21 points). Derived, rounded. */
  effect?: number;
}

/** @public */
export interface RiskModelRef {
  id: string;
  version: string;
  /** SHA-256 of the ONNX file, the calibrator and the schema together, hex. */
  hash: string;
  /** SHA-256 of the feature schema, hex. */
  schemaHash: string;
  /** What evaluated it. */
  runtime: 'onnxruntime' | 'typescript';
}

/** Share of one group of signals, summed before it is ranked. @public */
export interface RiskGroupShare {
  group: string;
  /** Sum of the contributions of its known signals, in log-odds; absent when none is known. */
  contribution?: number;
  /** The same as an approximate effect on the probability. */
  effect?: number;
  /** Names of its signals. */
  known: string[];
  unknown: string[];
}

/** A past deployment or change that the model puts into the same leaves. @public */
export interface SimilarChange {
  assessmentId: string;
  entityRef: string;
  sha: string;
  title?: string;
  url?: string;
  occurredAt: string;
  probability?: number;
  /** Share (0-1) of the trees in which both reach the same leaf. */
  similarity: number;
  outcome: 'failed' | 'clean' | 'pending';
}

/** What the risk would be if one signal that people can change were different. @public */
export interface RiskCounterfactual {
  feature: string;
  group: string;
  /** Present value, and the value that is tried. */
  from: number;
  to: number;
  unit: string;
  /** What to do, in words: `Split below 400 lines`. */
  action: string;
  probabilityBefore: number;
  probabilityAfter: number;
}

/** Answer of `GET risk/assessments/:id/explanation`. @public */
export interface RiskExplanationDetail {
  assessmentId: string;
  /** Sorted by the size of the contribution; groups without a known signal last. */
  groups: RiskGroupShare[];
  /** What the signals that are not known move the margin together, in log-odds; see `RiskAssessment.unknownContribution`. */
  unknownContribution?: number;
  /** Nearest first, at most 20, of the last 365 days; each change of an entity once, `failed` if any of its deployments did. */
  similar: SimilarChange[];
  similarFailed: number;
  /** Greatest effect first, at most 5. */
  counterfactuals: RiskCounterfactual[];
  /** Model that computed the last two. */
  modelHash: string;
  /** False when another model serves by now than the one that scored. */
  sameModel: boolean;
}

/** What was scored: a deployment, a change that no deployment carries yet, or what a pipeline asked the gate about. @public */
export type RiskSubject =
  | {
      kind: 'deployment';
      deploymentId: string;
      repository: string;
      sha: string;
      previousSha?: string;
      environment: string;
      tier: EnvironmentTier;
      url?: string;
    }
  | {
      kind: 'change';
      repository: string;
      sha: string;
      url?: string;
      title?: string;
    }
  | {
      /** What a pipeline asked the gate about, before there is a deployment. */
      kind: 'candidate';
      evaluationId: string;
      repository: string;
      sha: string;
      previousSha?: string;
      environment: string;
      tier: EnvironmentTier;
      url?: string;
    };

/** A stored risk assessment. @public */
export interface RiskAssessment {
  id: string;
  entityRef: string;
  subject: RiskSubject;
  /**
   * In log-odds before calibration: `baseMargin` + contributions of the known signals + `unknownContribution`. Absent when
   * the risk is unknown.
   */
  margin?: number;
  /** Calibrated, 0-1; absent when the risk is unknown. Stored and ranked as log-odds. */
  probability?: number;
  /** How sure: the two probabilities that the outcomes of comparable changes allow (Venn-Abers), or wider where signals are missing. */
  interval?: { low: number; high: number };
  band: RiskBand;
  /** Why there is no probability; present exactly when it is absent. */
  unknownReason?: string;
  /** The margin of an average change. */
  baseMargin: number;
  /**
   * What the signals that are not known move the margin together, because the model learned from changes where they were not
   * known either. To be shown as one row of its own (`not known`), so that what is shown adds up to the margin. Absent
   * where there are no contributions.
   */
  unknownContribution?: number;
  signals: RiskSignal[];
  /** Commits between the previously deployed revision and this one. */
  commitCount: number;
  /** The commit with the highest own risk. */
  riskiestCommit?: {
    sha: string;
    title?: string;
    probability: number;
    url?: string;
  };
  model: RiskModelRef;
  /** When what was scored happened at the source. */
  occurredAt: string;
  scoredAt: string;
  /** True when it was reported more than an hour late: labelled, never gated or notified. */
  backfill: boolean;
}

/** @public */
export type GateOutcome = 'allow' | 'block' | 'needs_approval' | 'inconclusive';
/** @public */
export type RolloutStrategy = 'canary' | 'blue-green' | 'rolling';

/** A stored gate decision. @public */
export interface GateDecision {
  id: string;
  /** Absent when the engine gave no answer in time. */
  assessmentId?: string;
  /** Absent when a pipeline asked before there was a deployment. */
  deploymentId?: string;
  /** The evaluation that a pipeline asked for; absent for decisions on webhooks. */
  evaluationId?: string;
  stage: GateStage;
  entityRef: string;
  environment: string;
  tier: EnvironmentTier;
  outcome: GateOutcome;
  /** Absent while the outcome does not let it start. */
  strategy?: RolloutStrategy;
  /** What an approval would allow. */
  onApproval?: { strategy: RolloutStrategy; ladder: 'full' };
  /** 1 − risk; absent when the risk is unknown. */
  successProbability?: number;
  /** The rule that decided. */
  rule: {
    name: string;
    description: string;
    /** Name of the bundle. */
    policy: string;
    strategyTable: string;
    /** Where it is written; absent for what the product itself decides. */
    location?: PolicyLocation;
  };
  /** Every rule that held or might hold, the deciding one first. Empty on decisions made before there was a policy language. */
  matchedRules: MatchedRule[];
  /** What has to be approved; present exactly when the outcome is `needs_approval`, or a block that an approval lifts. */
  approvals?: ApprovalRequirement;
  /** SHA-256 over artifact, environment, configuration, policy bundle and assessment: what an approval is bound to. */
  subjectHash: string;
  /** True when it was let through because the engine was late. */
  failedOpen?: boolean;
  /** After this the decision cannot be used any more. */
  expiresAt?: string;
  /** SHA-256 of the policy bundle (or, on old decisions, of the policy tables) in canonical form, hex. */
  policyHash: string;
  /** Absent exactly when `assessmentId` is. */
  modelHash?: string;
  inputs: Record<string, string | number | boolean | null>;
  /** One sentence a colleague would say. */
  explanation: string;
  /** `enforced` decisions gate; `backfill` and `dry-run` ones say what would have been decided. */
  mode: 'enforced' | 'backfill' | 'dry-run';
  decidedAt: string;
}

/** Deployment outcome, as far as it is known. @public */
export type DeploymentStatus =
  | 'requested'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'superseded';

/** Answer of `GET risk/entities/:kind/:namespace/:name`. @public */
export interface EntityRisk {
  entityRef: string;
  /** Absent when nothing was scored yet; `reason` then says why. */
  latest?: RiskAssessment;
  decision?: GateDecision;
  deploymentStatus?: DeploymentStatus;
  /** Share (0-1) of this service's scored deployments or changes of the last 90 days with a lower risk. */
  percentile?: { share: number; of: number; days: number };
  /** `nothing-deployed`: changes or pipeline runs arrived, but no deployment, and no change could be scored. */
  emptyReason?:
    | 'missing-annotation'
    | 'nothing-received'
    | 'nothing-deployed'
    | 'not-scored-yet'
    | 'no-related-components';
  /** Entities whose risk this one shows (API: provider; Resource: dependents). */
  via?: string[];
  asOf: string;
}

/** One point of the trend of risk over deployments (or changes). @public */
export interface RiskTrendPoint {
  assessmentId: string;
  occurredAt: string;
  probability?: number;
  environment?: string;
  tier?: EnvironmentTier;
  sha: string;
  status?: DeploymentStatus;
  outcome?: GateOutcome;
}

/** One row of a roll-up of a System, Domain, Group or Resource, worst first. @public */
export interface RiskRollupRow {
  entityRef: string;
  title?: string;
  owner?: string;
  latest?: Pick<
    RiskAssessment,
    'id' | 'probability' | 'band' | 'occurredAt' | 'subject'
  >;
  decision?: Pick<GateDecision, 'id' | 'outcome' | 'strategy' | 'mode'>;
  deployments30d: number;
  failed30d: number;
}

/** Model card of the serving model. @public */
export interface RiskModelCard extends RiskModelRef {
  rung: ModelRung;
  calibrator: 'none' | 'platt' | 'beta' | 'isotonic';
  trees: number;
  trainedOn: string;
  trainingRows: number;
  /** Labelled rows of this organisation that it was calibrated or trained on; absent for the shipped prior. */
  local?: {
    rows: number;
    positives: number;
    labelSource: 'deployments' | 'changes';
  };
  baseRate: number;
  features: Array<{
    name: string;
    label: string;
    group: string;
    unit: string;
    description: string;
  }>;
  parity: { rows: number; maxDifference: number } | undefined;
}
