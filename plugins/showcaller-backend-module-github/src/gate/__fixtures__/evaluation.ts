import type { GateEvaluation } from '@showcaller/backstage-plugin-showcaller-common';

export const SHA = 'c'.repeat(40);

const verdicts = {
  ALLOW: 'pass',
  BLOCK: 'fail',
  NEEDS_APPROVAL: 'pending',
  INCONCLUSIVE: 'pending',
  PENDING: 'pending',
} as const;

/** An evaluation in one of its states. */
export function evaluation(
  status: GateEvaluation['status'],
  changes: Partial<GateEvaluation> = {},
): GateEvaluation {
  return {
    id: 'evaluation-1',
    status,
    verdict: verdicts[status],
    entityRef: 'component:default/payments',
    environment: 'production',
    tier: 'production',
    stage: 'pre-deploy',
    change: { repository: 'shop/payments', sha: SHA },
    source: 'github',
    dryRun: false,
    explanation: 'The risk is 0.81, above 0.7.',
    matchedRules: [],
    risk: {
      score: 0.81,
      band: 'high',
      top: [
        {
          feature: 'lines',
          label: 'Lines [added]',
          unit: 'lines',
          contribution: 1,
        },
      ],
      missing: [],
    },
    evidenceUrl: 'https://portal.example.com/showcaller/decisions/1',
    createdAt: '2026-11-25T12:00:00Z',
    ...changes,
  };
}
