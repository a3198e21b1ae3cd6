import type {
  ApprovalState,
  GateDecision,
  GateDecisionDetail,
  GateEvaluation,
  GateOverride,
} from '@showcaller/backstage-plugin-showcaller-common';
import { sampleAssessment } from './sampleAssessment';
import { policyText, sampleMatchedRules } from './sampleRules';

/** Moment around which the sample happened. */
export const decisionNow = new Date('2026-11-20T13:02:00Z');

export const decisionHashes = {
  subject: '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e',
  policy: 'abad1deaabad1deaabad1deaabad1deaabad1deaabad1deaabad1deaabad1dea',
  model: 'c0ffee01c0ffee01c0ffee01c0ffee01c0ffee01c0ffee01c0ffee01c0ffee01',
  artifact:
    'sha256:0ddba11d0ddba11d0ddba11d0ddba11d0ddba11d0ddba11d0ddba11d0ddba11d',
};

function ago(now: Date, minutes: number): string {
  return new Date(now.getTime() - minutes * 60_000).toISOString();
}

/** A deployment to production that is blocked; approvals lift it. */
export function sampleDecision(
  overrides: Partial<GateDecision> = {},
  now: Date = decisionNow,
): GateDecision {
  const matchedRules = sampleMatchedRules(ago(now, 41));
  return {
    id: '01KDECISION',
    assessmentId: 'assessment-1',
    evaluationId: '01KEVALUATION',
    stage: 'pre-deploy',
    entityRef: 'component:default/payments-api',
    environment: 'production',
    tier: 'production',
    outcome: 'block',
    onApproval: { strategy: 'canary', ladder: 'full' },
    successProbability: 0.22,
    rule: {
      name: 'block_high_risk_prod',
      description: 'In production a risk above 0.7 is blocked',
      policy: 'built-in',
      strategyTable: 'canary',
      location: matchedRules[0].location,
    },
    matchedRules,
    approvals: { count: 2 },
    subjectHash: decisionHashes.subject,
    policyHash: decisionHashes.policy,
    modelHash: decisionHashes.model,
    inputs: { risk: 0.78, env: 'production' },
    explanation:
      'Blocked because the risk of 0.78 is above 0.7, the limit in production.',
    mode: 'enforced',
    decidedAt: ago(now, 39),
    expiresAt: ago(now, -23 * 60),
    ...overrides,
  };
}

/** One of two approvals is there; the reader may give the other. */
export function sampleApprovals(
  overrides: Partial<ApprovalState> = {},
  now: Date = decisionNow,
): ApprovalState {
  return {
    required: 2,
    have: 1,
    eligible: ['group:default/payments'],
    votes: [
      {
        id: 'vote-1',
        decisionId: '01KDECISION',
        approver: 'user:default/amir',
        verdict: 'approve',
        comment: 'The ledger export is behind a flag.',
        at: ago(now, 20),
        expiresAt: ago(now, -23 * 60),
        counts: true,
      },
      {
        id: 'vote-2',
        decisionId: '01KDECISION',
        approver: 'user:default/lea',
        verdict: 'approve',
        at: ago(now, 15),
        expiresAt: ago(now, -23 * 60),
        counts: false,
        why: 'lea has left the group payments since',
      },
    ],
    subjectHash: decisionHashes.subject,
    state: 'open',
    explanation: 'One of two approvals is there; one more of group payments.',
    you: { may: true },
    expiresAt: ago(now, -23 * 60),
    ...overrides,
  };
}

/** Broken glass that nobody has looked at yet. */
export function sampleOverride(
  overrides: Partial<GateOverride> = {},
  now: Date = decisionNow,
): GateOverride {
  return {
    id: '01KOVERRIDE',
    decisionId: '01KDECISION',
    entityRef: 'component:default/payments-api',
    environment: 'production',
    reason: 'Checkout is down; this brings the old ledger back.',
    incidentId: 'INC-2041',
    by: 'user:default/jane',
    at: ago(now, 12),
    confirmBy: ago(now, -23 * 60),
    state: 'unconfirmed',
    ...overrides,
  };
}

/** What the pipeline asked. */
export function sampleEvaluation(
  overrides: Partial<GateEvaluation> = {},
  now: Date = decisionNow,
): GateEvaluation {
  const { probability, interval } = sampleAssessment({}, now);
  return {
    id: '01KEVALUATION',
    status: 'BLOCK',
    verdict: 'fail',
    entityRef: 'component:default/payments-api',
    environment: 'production',
    tier: 'production',
    stage: 'pre-deploy',
    change: {
      repository: 'shop/payments-api',
      sha: '4f2c1a9be07d4cf0a8b2b6f1c3d5e7f901234567',
      pullRequest: 812,
    },
    artifact: { digest: decisionHashes.artifact },
    configRevision: 'cfg-118',
    source: 'github-actions',
    requestedBy: 'jdoe',
    dryRun: false,
    decisionId: '01KDECISION',
    assessmentId: 'assessment-1',
    risk: { score: probability, interval, band: 'high', top: [], missing: [] },
    successProbability: 0.22,
    explanation: 'Blocked because the risk of 0.78 is above 0.7.',
    matchedRules: [],
    evidenceUrl: '/showcaller/decisions/01KDECISION',
    createdAt: ago(now, 40),
    decidedAt: ago(now, 39),
    ...overrides,
  };
}

/** Everything about the sample decision. */
export function sampleDetail(
  overrides: Partial<GateDecisionDetail> = {},
  now: Date = decisionNow,
): GateDecisionDetail {
  return {
    decision: sampleDecision({}, now),
    status: 'BLOCK',
    evaluation: sampleEvaluation({}, now),
    assessment: sampleAssessment({}, now),
    policyFile: { path: 'production.policy', text: policyText },
    approvals: sampleApprovals({}, now),
    rollbackPlan: {
      target: {
        deploymentId: 'deployment-0',
        sha: '9d1e0c7ab3f24d54b7a1c8e9f00123456789abcd',
        artifactDigest:
          'sha256:600d600d600d600d600d600d600d600d600d600d600d600d600d600d600d600d',
        deployedAt: ago(now, 3 * 24 * 60),
      },
      steps: [
        'Stop the rollout and send all traffic back.',
        'Deploy 9d1e0c7 again; no migration stands in the way.',
      ],
      blastRadius: {
        dependents: ['component:default/checkout', 'component:default/ledger'],
        serviceTier: 1,
        words: 'Checkout and ledger depend on it; it is a tier 1 service.',
      },
    },
    answers: [
      {
        id: 'answer-1',
        responder: 'github-protection-rule',
        target: 'Protection rule of production in shop/payments-api',
        status: 'BLOCK',
        state: 'sent',
        attempts: 1,
        url: 'https://github.com/shop/payments-api/actions/runs/812',
        requests: [
          {
            method: 'POST',
            url: 'https://api.github.com/repos/shop/payments-api/actions/runs/812/deployment_protection_rule',
            body: { environment_name: 'production', state: 'rejected' },
          },
        ],
        updatedAt: ago(now, 38),
      },
      {
        id: 'answer-2',
        responder: 'callback',
        target: 'hooks.shop.example',
        status: 'BLOCK',
        state: 'dead',
        attempts: 8,
        reason: 'it answered 503 eight times',
        requests: [],
        updatedAt: ago(now, 6),
      },
    ],
    audit: [
      {
        seq: 1203,
        at: ago(now, 40),
        actor: 'service:github-actions',
        action: 'gate.evaluation-requested',
        subject: 'evaluation:01KEVALUATION',
      },
      {
        seq: 1204,
        at: ago(now, 39),
        actor: 'showcaller',
        action: 'gate.decided',
        subject: 'decision:01KDECISION',
      },
      {
        seq: 1211,
        at: ago(now, 20),
        actor: 'user:default/amir',
        action: 'gate.approved',
        subject: 'decision:01KDECISION',
      },
    ],
    outcome: 'pending',
    ...overrides,
  };
}
