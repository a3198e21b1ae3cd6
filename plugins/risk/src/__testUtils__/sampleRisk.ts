import type {
  EntityRisk,
  GateDecision,
  RiskAssessment,
  RiskSignal,
} from '@showcaller/backstage-plugin-showcaller-common';

/** The moment around which the sample happened. */
export const sampleNow = new Date('2026-11-20T13:02:00Z');

function ago(options: { now: Date; minutes: number }): string {
  return new Date(
    options.now.getTime() - options.minutes * 60_000,
  ).toISOString();
}

const shared = { source: 'git history', group: 'size' };

/** Signals of a big change, two of them unknown. */
export function sampleSignals(now: Date = sampleNow): RiskSignal[] {
  const observedAt = ago({ now, minutes: 45 });
  const known = (
    name: string,
    value: number,
    unit: string,
    contribution: number,
    effect: number,
  ): RiskSignal => ({
    ...shared,
    name,
    value,
    unit,
    contribution,
    effect,
    observedAt,
  });
  return [
    known('ns', 2, 'folders', 0.05, 0.01),
    known('nd', 9, 'folders', 0.18, 0.04),
    known('nf', 31, 'files', 0.42, 0.09),
    known('entropy', 3.6, 'bits', 0.21, 0.05),
    known('la', 1240, 'lines', 0.98, 0.21),
    known('ld', 310, 'lines', -0.08, -0.02),
    known('lt', 12400, 'lines', 0.16, 0.03),
    known('fix', 1, '', 0.12, 0.02),
    known('ndev', 7, 'people', 0.14, 0.03),
    known('age', 3.2, 'days', 0.07, 0.01),
    known('nuc', 240, 'changes', 0.1, 0.02),
    known('exp', 540, 'file changes', -0.27, -0.05),
    {
      ...shared,
      name: 'rexp',
      unit: 'file changes',
      group: 'experience',
      missingReason: 'no author address in the history of this branch',
    },
    {
      ...shared,
      name: 'sexp',
      unit: 'files',
      group: 'experience',
      missingReason: 'no author address in the history of this branch',
    },
  ];
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
    baseMargin: -0.61,
    signals: sampleSignals(now),
    commitCount: 7,
    riskiestCommit: {
      sha: 'ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12',
      title: 'Rework the ledger export',
      probability: 0.71,
      url: 'https://github.com/shop/payments-api/commit/ab12cd34',
    },
    model: {
      id: 'risk-prior',
      version: '1.0.0',
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
