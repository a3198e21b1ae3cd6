import type {
  EntityRisk,
  GateDecision,
  RiskAssessment,
} from '@showcaller/backstage-plugin-showcaller-common';
import { sampleSignals } from './sampleSignals';

/** The moment around which the sample happened. */
export const sampleNow = new Date('2026-11-20T13:02:00Z');

function ago(options: { now: Date; minutes: number }): string {
  return new Date(
    options.now.getTime() - options.minutes * 60_000,
  ).toISOString();
}

/** A deployment to production at high risk. */
export function sampleAssessment(
  overrides: Partial<RiskAssessment> = {},
  now: Date = sampleNow,
): RiskAssessment {
  return {
    id: 'assessment-1',
    entityRef: 'component:default/payments-api',
    subject: {
      kind: 'deployment',
      deploymentId: 'deployment-1',
      repository: 'shop/payments-api',
      sha: '4f2c1a9be07d4cf0a8b2b6f1c3d5e7f901234567',
      previousSha: '9d1e0c7ab3f24d54b7a1c8e9f00123456789abcd',
      environment: 'production',
      tier: 'production',
      url: 'https://github.com/shop/payments-api/actions/runs/812',
    },
    margin: 1.27,
    probability: 0.78,
    interval: { low: 0.69, high: 0.85 },
    band: 'high',
    baseMargin: -1.17,
    unknownContribution: 0.08,
    signals: sampleSignals(ago({ now, minutes: 45 })),
    commitCount: 7,
    riskiestCommit: {
      sha: 'ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12',
      title: 'Rework the ledger export',
      probability: 0.71,
      url: 'https://github.com/shop/payments-api/commit/ab12cd34',
    },
    model: {
      id: 'risk-local',
      version: '7',
      hash: 'c0ffee0123456789c0ffee0123456789c0ffee0123456789c0ffee0123456789',
      schemaHash: 'feedbeef',
      runtime: 'onnxruntime',
    },
    occurredAt: ago({ now, minutes: 40 }),
    scoredAt: ago({ now, minutes: 39 }),
    backfill: false,
    ...overrides,
  };
}

/** The decision on it: blocked, an approval would allow a canary. */
export function sampleDecision(
  overrides: Partial<GateDecision> = {},
  now: Date = sampleNow,
): GateDecision {
  return {
    id: 'decision-1',
    assessmentId: 'assessment-1',
    deploymentId: 'deployment-1',
    stage: 'pre-deploy',
    entityRef: 'component:default/payments-api',
    environment: 'production',
    tier: 'production',
    outcome: 'block',
    onApproval: { strategy: 'canary', ladder: 'full' },
    successProbability: 0.22,
    rule: {
      name: 'block_high_risk_production',
      description: 'In production, a risk above 0.7 waits for an approval',
      policy: 'default',
      strategyTable: 'canary',
    },
    matchedRules: [],
    approvals: { count: 2 },
    subjectHash: '5ca1ab1e',
    policyHash: 'abad1dea',
    modelHash: 'c0ffee',
    inputs: { risk: 0.78, env: 'production' },
    explanation:
      'Blocked because the risk of 0.78 is above 0.7, the limit in production.',
    mode: 'enforced',
    decidedAt: ago({ now, minutes: 39 }),
    ...overrides,
  };
}

/** Answer of the backend for a component whose latest deployment is on hold. */
export function sampleEntityRisk(
  overrides: Partial<EntityRisk> = {},
  now: Date = sampleNow,
): EntityRisk {
  return {
    entityRef: 'component:default/payments-api',
    latest: sampleAssessment({}, now),
    decision: sampleDecision({}, now),
    deploymentStatus: 'requested',
    percentile: { share: 0.94, of: 120, days: 90 },
    asOf: now.toISOString(),
    ...overrides,
  };
}
