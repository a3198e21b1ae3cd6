import type { Page } from './delivery';

/** How an outcome became known. @public */
export type LabelReason =
  | 'failed'
  | 'rolled back'
  | 'hotfixed'
  | 'incident'
  | 'corrected';

/** Whether a deployment turned out well. @public */
export interface DeploymentLabel {
  deploymentId: string;
  entityRef: string;
  occurredAt: string;
  /** `pending` until it is mature: a failure counts at once on pages, but trains only with its week. */
  outcome: 'failed' | 'clean' | 'pending';
  reasons: LabelReason[];
  /** In words, with what was seen: `rolled back by deployment … 14 min later`. */
  explanation: string;
  maturesAt: string;
  /** Set when a person corrected it. */
  correction?: {
    outcome: 'failed' | 'clean';
    reason: string;
    by: string;
    at: string;
  };
}

/** Body of `POST risk/labels/:deploymentId/correction`. `clean`: not caused by this deployment. @public */
export interface LabelCorrectionRequest {
  outcome: 'failed' | 'clean';
  reason: string;
}

/** The minimal record of an incident. @public */
export interface IncidentRecord {
  id: string;
  entityRef: string;
  /** The deployment that caused it, where known. */
  deploymentId?: string;
  title?: string;
  openedAt: string;
  resolvedAt?: string;
  /** `http`, `cdevents`, or the vendor's name. */
  source: string;
  url?: string;
}

/** Body of `PUT incidents/:id`: the same id twice is one incident. @public */
export interface IncidentRequest {
  entityRef: string;
  deploymentId?: string;
  title?: string;
  openedAt: string;
  resolvedAt?: string;
  url?: string;
}

/** A rate with what it was counted from. @public */
export interface CountedRate {
  count: number;
  of: number;
  /** count / of; absent when `of` is 0. */
  rate?: number;
  /** 95 % Wilson interval. */
  low?: number;
  high?: number;
}

/** How decisions turned out, for one service or policy rule. @public */
export interface DecisionFeedbackRow {
  /** Entity reference, or name of the rule. */
  subject: string;
  kind: 'service' | 'rule';
  decisions: number;
  /** Allowed, and failed within 24 h. */
  falsePass: CountedRate;
  /** Blocked, overridden, and clean. */
  falseBlock: CountedRate;
}

/** Answer of `GET risk/feedback?days=`. @public */
export interface DecisionFeedback {
  days: number;
  rows: DecisionFeedbackRow[];
  total: Omit<DecisionFeedbackRow, 'subject' | 'kind'>;
  /**
   * The same of deployments that were reported late or read from history: nothing was kept back, so it says what would
   * have been decided, and `falseBlock` is of all that would have been blocked. Absent without any.
   */
  wouldHave?: {
    rows: DecisionFeedbackRow[];
    total: Omit<DecisionFeedbackRow, 'subject' | 'kind'>;
  };
  asOf: string;
}

/** The monthly report on one model. @public */
export interface FeedbackReport {
  /** `2026-10` */
  month: string;
  modelHash: string;
  computedAt: string;
  decisions: number;
  /** Figures in words first: `31 of 40 failures were in the riskiest tenth`. */
  accuracy: string[];
  /** Where it is wrong, and why: services, sizes, missing signals. */
  gaps: string[];
  recommendations: string[];
}

/** @public */
export type LabelPage = Page<DeploymentLabel>;
