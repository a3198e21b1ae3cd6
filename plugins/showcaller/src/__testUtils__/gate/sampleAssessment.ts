import type {
  RiskAssessment,
  RiskSignal,
} from '@showcaller/backstage-plugin-showcaller-common';

function signals(observedAt: string): RiskSignal[] {
  const known = (
    name: string,
    value: number,
    unit: string,
    contribution: number,
    effect: number,
    source = 'git history',
  ): RiskSignal => ({
    name,
    value,
    unit,
    contribution,
    effect,
    source,
    group: 'size',
    observedAt,
  });
  return [
    known('la', 1240, 'lines', 0.98, 0.18),
    known('nf', 31, 'files', 0.41, 0.07),
    known('exp', 12, 'changes', -0.22, -0.04),
    known('flaky', 2, 'tests', 0.52, 0.09, 'test results'),
    {
      name: 'perfdelta',
      unit: 'percent',
      group: 'perf',
      source: 'benchmarks',
      missingReason: 'no benchmark of this revision was uploaded',
    },
  ];
}

/** A candidate for production at high risk. */
export function sampleAssessment(
  overrides: Partial<RiskAssessment>,
  now: Date,
): RiskAssessment {
  const ago = (minutes: number) =>
    new Date(now.getTime() - minutes * 60_000).toISOString();
  return {
    id: 'assessment-1',
    entityRef: 'component:default/payments-api',
    subject: {
      kind: 'candidate',
      evaluationId: '01KEVALUATION',
      repository: 'shop/payments-api',
      sha: '4f2c1a9be07d4cf0a8b2b6f1c3d5e7f901234567',
      previousSha: '9d1e0c7ab3f24d54b7a1c8e9f00123456789abcd',
      environment: 'production',
      tier: 'production',
      url: 'https://github.com/shop/payments-api/commit/4f2c1a9',
    },
    margin: 1.27,
    probability: 0.78,
    interval: { low: 0.69, high: 0.85 },
    band: 'high',
    baseMargin: -1.17,
    unknownContribution: 0.08,
    signals: signals(ago(45)),
    commitCount: 7,
    model: {
      id: 'risk-local',
      version: '7',
      hash: 'c0ffee01c0ffee01c0ffee01c0ffee01c0ffee01c0ffee01c0ffee01c0ffee01',
      schemaHash: 'feedbeef',
      runtime: 'onnxruntime',
    },
    occurredAt: ago(40),
    scoredAt: ago(39),
    backfill: false,
    ...overrides,
  };
}
