import type {
  RiskExplanationDetail,
  SimilarChange,
} from '@showcaller/backstage-plugin-showcaller-common';
import { sampleNow } from './sampleRisk';

const titles = [
  'Move settlement into its own worker',
  'Rework the ledger export',
  'Upgrade the payment gateway client to 4.0',
  'Split charges from refunds',
  'Currency rounding in statements',
  'Retry captures that time out',
];

function similar(now: Date): SimilarChange[] {
  return Array.from({ length: 12 }, (_, index) => ({
    assessmentId: `similar-${index}`,
    entityRef: 'component:default/payments-api',
    sha: ((index + 3) * 2654435761).toString(16).padStart(8, '0').repeat(5),
    title: titles[index % titles.length],
    url: `https://github.com/shop/payments-api/commit/${index}`,
    occurredAt: new Date(
      now.getTime() - (index * 13 + 4) * 86_400_000,
    ).toISOString(),
    probability: 0.83 - index * 0.027,
    similarity: 0.92 - index * 0.021,
    outcome: outcomeOf(index),
  }));
}

function outcomeOf(index: number): SimilarChange['outcome'] {
  if (index === 0) {
    return 'pending';
  }
  return [1, 2, 5, 6, 10].includes(index) ? 'failed' : 'clean';
}

/** What is computed about a big change: twelve similar ones, of which five failed, and three things to do. */
export function sampleExplanation(
  overrides: Partial<RiskExplanationDetail> = {},
  now: Date = sampleNow,
): RiskExplanationDetail {
  return {
    assessmentId: 'assessment-1',
    groups: [
      {
        group: 'size',
        contribution: 1.39,
        effect: 0.28,
        known: ['la', 'nf', 'nd'],
        unknown: [],
      },
      {
        group: 'incidents',
        contribution: 0.52,
        effect: 0.11,
        known: ['incoverlap', 'incdays', 'inchops', 'rollbacks30'],
        unknown: ['budgetleft'],
      },
    ],
    similar: similar(now),
    similarFailed: 5,
    counterfactuals: [
      {
        feature: 'la',
        group: 'size',
        from: 1240,
        to: 400,
        unit: 'lines',
        action: 'Split below 400 lines',
        probabilityBefore: 0.78,
        probabilityAfter: 0.46,
      },
      {
        feature: 'flaky',
        group: 'flakiness',
        from: 2.1,
        to: 0,
        unit: 'tests',
        action: 'Fix or quarantine 2 flaky tests',
        probabilityBefore: 0.78,
        probabilityAfter: 0.69,
      },
      {
        feature: 'weekday',
        group: 'timing',
        from: 5,
        to: 1,
        unit: 'day of the week',
        action: 'Deploy on Monday instead of Friday',
        probabilityBefore: 0.78,
        probabilityAfter: 0.75,
      },
    ],
    modelHash:
      'c0ffee0123456789c0ffee0123456789c0ffee0123456789c0ffee0123456789',
    sameModel: true,
    ...overrides,
  };
}
