import type {
  ApprovalState,
  GateDecision,
  GateOverride,
  GateStatus,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { EffectiveStatus } from '../types';

const BY_OUTCOME: Record<GateDecision['outcome'], GateStatus> = {
  allow: 'ALLOW',
  block: 'BLOCK',
  needs_approval: 'NEEDS_APPROVAL',
  inconclusive: 'INCONCLUSIVE',
};

const BY_APPROVAL: Record<ApprovalState['state'], GateStatus | undefined> = {
  approved: 'ALLOW',
  rejected: 'BLOCK',
  expired: 'BLOCK',
  superseded: 'BLOCK',
  open: undefined,
};

/** What a machine may act on. */
export function verdictOf(status: GateStatus): 'pass' | 'fail' | 'pending' {
  if (status === 'ALLOW') {
    return 'pass';
  }
  return status === 'BLOCK' ? 'fail' : 'pending';
}

/**
 * What a decision means now. What is over cannot be used any more; then an override counts, then what people said; a newer
 * decision on the same revision voids what people said to the older one, but not what no rule held back.
 */
export function effectiveStatus(options: {
  decision: Pick<GateDecision, 'outcome' | 'mode' | 'approvals' | 'expiresAt'>;
  /** Where the approval stands; undefined when nobody keeps a book of approvals. */
  approvals?: Pick<ApprovalState, 'state' | 'explanation'>;
  override?: Pick<GateOverride, 'state' | 'by' | 'incidentId'>;
  /** False when there is a newer decision about the same thing. */
  current: boolean;
  now: Date;
}): EffectiveStatus {
  const { decision, approvals, override, current, now } = options;
  const { outcome, mode, expiresAt } = decision;
  const status = BY_OUTCOME[outcome];
  if (mode === 'backfill') {
    return { status };
  }
  if (expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime()) {
    return {
      status: 'BLOCK',
      reason: `The answer could be used until ${expiresAt}; ask the gate again.`,
    };
  }
  if (override && override.state !== 'objected') {
    return {
      status: 'ALLOW',
      reason: `${override.by} let it through against the gate, for incident ${override.incidentId}.`,
    };
  }
  if (outcome === 'allow' || !decision.approvals) {
    return { status };
  }
  if (!current) {
    return {
      status: 'BLOCK',
      reason: 'A newer decision about the same revision takes its place.',
    };
  }
  const told = approvals && BY_APPROVAL[approvals.state];
  return told && approvals
    ? { status: told, reason: approvals.explanation }
    : { status };
}
