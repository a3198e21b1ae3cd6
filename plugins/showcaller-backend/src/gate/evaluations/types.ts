import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  EnvironmentTier,
  GateEvaluationRequest,
  GateRequestData,
  GateStage,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { LeasedRow } from '../../database/Leases';

/** Who asks the gate. */
export interface GateCaller {
  /** For records and for telling the questions of one from those of another: an entity reference, a service, `ci:github:owner/repo`. */
  id: string;
  /** System it asks from, when the question does not say. */
  source: string;
  /** Who started it, where the caller's credentials tell: what the question says does not count then. */
  requestedBy?: string;
  /** Absent for CI systems, which have none of Backstage. */
  credentials?: BackstageCredentials;
}

/** A question to the gate. */
export interface EvaluationQuestion {
  request: GateEvaluationRequest;
  tier: EnvironmentTier;
  caller: GateCaller;
  idempotencyKey?: string;
  /** Evaluations that one question made, when it made several. */
  group?: string;
  /** Places to be told of the answer. */
  places: AnswerPlace[];
}

/** A place that is to be told of an answer. */
export interface AnswerPlace {
  responder: string;
  target: GateRequestData['target'];
  described: string;
}

/** A row of `gate_evaluation`. SQLite gives booleans as 0 and 1. */
export interface EvaluationRow extends LeasedRow {
  request_group: string;
  caller: string;
  idempotency_key: string | null;
  request_hash: string;
  request: string;
  entity_ref: string;
  environment: string;
  tier: EnvironmentTier;
  stage: GateStage;
  repository: string;
  sha: string;
  artifact_digest: string | null;
  requested_by: string | null;
  dry_run: boolean | number;
  state: 'pending' | 'decided';
  created_at: string;
  deadline_at: string;
  decided_at: string | null;
  decision_id: string | null;
  rollback_plan: string | null;
  attempts: number;
  not_before: string;
}
