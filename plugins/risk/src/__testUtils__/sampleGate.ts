import type {
  ApprovalState,
  GateDecisionDetail,
  GateDecisionRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import { sampleAssessment, sampleDecision, sampleNow } from './sampleRisk';

/** An approval that one of two people gave, and that the reader may not give. */
export function sampleApprovals(
  overrides: Partial<ApprovalState> = {},
): ApprovalState {
  return {
    required: 2,
    have: 1,
    eligible: ['group:default/payments'],
    votes: [],
    subjectHash: '5ca1ab1e',
    state: 'open',
    explanation: 'Waits for one more of two approvals.',
    you: { may: false, reason: 'You wrote a part of it.' },
    ...overrides,
  };
}

/** Where the sample decision stands. */
export function sampleGateDetail(
  overrides: Partial<GateDecisionDetail> = {},
  now: Date = sampleNow,
): GateDecisionDetail {
  return {
    decision: sampleDecision({}, now),
    status: 'BLOCK',
    assessment: sampleAssessment({}, now),
    approvals: sampleApprovals(),
    answers: [],
    audit: [],
    ...overrides,
  };
}

/** Decisions of a service, newest first: one that waits, one that was approved, one that only would have been. */
export function sampleGateRows(now: Date = sampleNow): GateDecisionRow[] {
  const row = (
    index: number,
    changes: Partial<GateDecisionRow>,
  ): GateDecisionRow => ({
    id: `decision-${index}`,
    stage: 'pre-deploy',
    environment: 'production',
    tier: 'production',
    sha: '4f2c1a9be07d4cf0a8b2b6f1c3d5e7f901234567',
    status: 'BLOCK',
    outcome: 'block',
    ruleName: 'block_high_risk_prod',
    explanation: 'Blocked because the risk of 0.78 is above 0.7.',
    mode: 'enforced',
    risk: 0.78,
    decidedAt: new Date(now.getTime() - index * 5_400_000).toISOString(),
    ...changes,
  });
  return [
    row(1, {}),
    row(2, { status: 'ALLOW', sha: undefined }),
    row(3, {
      mode: 'backfill',
      outcome: 'allow',
      status: 'ALLOW',
      ruleName: 'start_rollout',
      risk: 0.21,
    }),
    row(4, {
      stage: 'canary-25',
      outcome: 'inconclusive',
      status: 'INCONCLUSIVE',
      environment: 'staging-eu',
      tier: 'staging',
      risk: undefined,
    }),
  ];
}
