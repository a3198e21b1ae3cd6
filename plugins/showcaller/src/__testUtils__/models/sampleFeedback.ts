import type {
  CountedRate,
  DecisionFeedback,
  FeedbackReport,
} from '@showcaller/backstage-plugin-showcaller-common';
import { hashes } from './sampleVersions';

function rate(count: number, of: number, low = 0, high = 1): CountedRate {
  return of === 0 ? { count, of } : { count, of, rate: count / of, low, high };
}

/** What the gate got wrong in 90 days. */
export function sampleFeedback(
  changes: Partial<DecisionFeedback> = {},
): DecisionFeedback {
  return {
    days: 90,
    total: {
      decisions: 790,
      falsePass: rate(61, 712, 0.067, 0.109),
      falseBlock: rate(19, 38, 0.348, 0.652),
    },
    rows: [
      {
        subject: 'component:default/payments',
        kind: 'service',
        decisions: 212,
        falsePass: rate(24, 181, 0.09, 0.19),
        falseBlock: rate(9, 16, 0.33, 0.77),
      },
      {
        subject: 'component:default/cart',
        kind: 'service',
        decisions: 140,
        falsePass: rate(6, 133, 0.021, 0.095),
        falseBlock: rate(0, 0),
      },
      {
        subject: 'block_high_risk_prod',
        kind: 'rule',
        decisions: 64,
        falsePass: rate(0, 0),
        falseBlock: rate(19, 38, 0.348, 0.652),
      },
      {
        subject: 'start_rollout',
        kind: 'rule',
        decisions: 726,
        falsePass: rate(61, 712, 0.067, 0.109),
        falseBlock: rate(0, 0),
      },
    ],
    wouldHave: {
      total: {
        decisions: 1_310,
        falsePass: rate(88, 1_190, 0.06, 0.09),
        falseBlock: rate(61, 120, 0.42, 0.6),
      },
      rows: [
        {
          subject: 'component:default/payments',
          kind: 'service',
          decisions: 420,
          falsePass: rate(31, 372, 0.06, 0.116),
          falseBlock: rate(22, 48, 0.33, 0.6),
        },
        {
          subject: 'block_high_risk_prod',
          kind: 'rule',
          decisions: 120,
          falsePass: rate(0, 0),
          falseBlock: rate(61, 120, 0.42, 0.6),
        },
      ],
    },
    asOf: '2026-11-20T13:00:00Z',
    ...changes,
  };
}

/** Two months, newest first. */
export function sampleReports(): FeedbackReport[] {
  return [
    {
      month: '2026-10',
      modelHash: hashes.champion,
      computedAt: '2026-11-01T04:00:00Z',
      decisions: 268,
      accuracy: [
        '17 of 34 failures were in the riskiest tenth.',
        'Of 22 deployments held, 9 were let through by people and turned out well.',
      ],
      gaps: [
        'payments: 7 of its 11 failures were called low risk; all changed configuration only.',
        'The test pass rate was missing in 31 % of the deployments that failed.',
      ],
      recommendations: [
        'Upload test results in the pipelines of payments and cart.',
        'Look at the rule block_high_risk_prod: half of what it held was fine.',
      ],
    },
    {
      month: '2026-09',
      modelHash: hashes.boosted,
      computedAt: '2026-10-01T04:00:00Z',
      decisions: 251,
      accuracy: ['13 of 29 failures were in the riskiest tenth.'],
      gaps: [],
      recommendations: [],
    },
  ];
}
