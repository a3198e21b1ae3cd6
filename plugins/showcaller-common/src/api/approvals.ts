import type { EnvironmentTier } from '../environments';
import type { GateStage, GateStatus } from './gate';

/** What has to be approved, and by whom. @public */
export interface ApprovalRequirement {
  count: number;
  /** Group (name or full reference) that has to approve instead of the owners. */
  role?: string;
}

/** One person's word on one decision. Never changed afterwards. @public */
export interface ApprovalVote {
  id: string;
  decisionId: string;
  /** Full reference of the user. */
  approver: string;
  verdict: 'approve' | 'reject';
  comment?: string;
  at: string;
  expiresAt: string;
  /** Whether it counts now. */
  counts: boolean;
  /** Why it does not. */
  why?: string;
}

/** Where the approval of a decision stands. @public */
export interface ApprovalState {
  required: number;
  have: number;
  /** Groups and users that may approve, as full references. */
  eligible: string[];
  votes: ApprovalVote[];
  /** What the approval is bound to, hex; to be sent back with the vote. */
  subjectHash: string;
  state: 'open' | 'approved' | 'rejected' | 'expired' | 'superseded';
  /** One sentence. */
  explanation: string;
  /** Whether the caller may vote now, and why not; absent for services. */
  you?: { may: boolean; reason?: string };
  expiresAt?: string;
}

/** Body of `POST gate/decisions/:id/approvals`. @public */
export interface ApprovalRequest {
  verdict: 'approve' | 'reject';
  /** Required for a rejection. */
  comment?: string;
  /** As read with the decision: what is approved is what was seen. */
  subjectHash: string;
}

/** Letting something through against the gate, in an emergency. @public */
export interface GateOverride {
  id: string;
  decisionId: string;
  entityRef: string;
  environment: string;
  reason: string;
  /** Id of the incident that makes it necessary. */
  incidentId: string;
  /** Whether the record of incidents had it when the override was given. */
  incidentKnown?: boolean;
  by: string;
  at: string;
  /** A second person has to look at it until then. */
  confirmBy: string;
  state: 'unconfirmed' | 'confirmed' | 'objected' | 'overdue';
  confirmedBy?: string;
  confirmedAt?: string;
  comment?: string;
}

/** Body of `POST gate/decisions/:id/overrides`. @public */
export interface OverrideRequest {
  reason: string;
  incidentId: string;
  subjectHash: string;
}

/** Body of `POST gate/overrides/:id/confirmation`: the second person's word. @public */
export interface OverrideConfirmationRequest {
  verdict: 'confirm' | 'object';
  comment?: string;
}

/** One row of the inbox: `GET gate/approvals`. @public */
export interface ApprovalInboxRow {
  decisionId: string;
  /** `approval`: a decision waits; `override`: somebody broke the glass and a second person must look; `policy`: a bundle waits to be activated. */
  kind: 'approval' | 'override' | 'policy';
  entityRef?: string;
  title: string;
  environment?: string;
  tier?: EnvironmentTier;
  stage?: GateStage;
  status?: GateStatus;
  risk?: number;
  /** One sentence: why it waits. */
  explanation: string;
  ruleName?: string;
  required: number;
  have: number;
  requestedBy?: string;
  waitingSince: string;
  expiresAt?: string;
  you: { may: boolean; reason?: string };
  /** Id of the override or hash of the bundle, for those kinds. */
  reference?: string;
}
