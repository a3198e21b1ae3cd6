import type {
  GateEvaluation,
  GateRequestData,
  GateStatus,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { GateResponder } from '@showcaller/backstage-plugin-showcaller-node';
import type { LeasedRow } from '../../database/Leases';

/** A row of `gate_answer`: a place that is told what an evaluation means, and told again when that changes. */
export interface AnswerRow extends LeasedRow {
  request_group: string;
  responder: string;
  target: string;
  target_hash: string;
  described: string;
  state: 'pending' | 'sent' | 'dead';
  wanted: boolean | number;
  version: number;
  told_status: GateStatus | null;
  attempts: number;
  not_before: string;
  reason: string | null;
  url: string | null;
  requests: string;
  created_at: string;
  updated_at: string;
}

/** A responder of the product itself. */
export interface BuiltInResponder extends GateResponder {
  /** True when it tells the evaluation as it is; else a block that an approval can still lift is told as waiting for one. */
  exact?: boolean;
}

/** What is told: the evaluation of the question, or of several the one that holds back most. */
export interface Answer {
  evaluation: GateEvaluation;
  target: GateRequestData['target'];
}
