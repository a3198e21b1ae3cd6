import type {
  RiskAssessment,
  RiskSignal,
} from '@showcaller/backstage-plugin-showcaller-common';
import { groupShares } from '../../explanation/groupShares';
import type { ScoredPart } from '../types';

export const HEAD = 'c'.repeat(40);

const signal = (
  name: string,
  group: string,
  more: Partial<RiskSignal>,
): RiskSignal => ({
  name,
  group,
  source: 'git history',
  unit: 'lines',
  ...more,
});

/** An assessment of a pull request; what matters to a test is passed in. */
export function assessment(
  changes: Partial<RiskAssessment> = {},
): RiskAssessment {
  return {
    id: 'a',
    entityRef: 'component:default/payments',
    subject: { kind: 'change', repository: 'shop/payments', sha: HEAD },
    margin: -0.3,
    probability: 0.424,
    interval: { low: 0.31, high: 0.55 },
    band: 'elevated',
    baseMargin: -1,
    signals: [
      signal('la', 'size', { value: 340, contribution: 0.6, effect: 0.12 }),
      signal('nf', 'size', {
        value: 12,
        unit: 'files',
        contribution: 0.2,
        effect: 0.04,
      }),
      signal('exp', 'team', {
        value: 3,
        unit: 'file touches',
        contribution: 0.3,
        effect: 0.06,
      }),
      signal('testpass', 'tests', {
        value: 0.996,
        unit: 'share',
        contribution: -0.4,
        effect: -0.08,
      }),
      signal('fix', 'purpose', {
        value: 1,
        unit: 'yes = 1, no = 0',
        contribution: 0.1,
        effect: 0.004,
      }),
      signal('perfdelta', 'performance', {
        unit: 'relative',
        missingReason: 'no benchmark was uploaded for <b>this</b> revision',
      }),
      signal('flaky', 'flakiness', {
        unit: 'tests',
        missingReason: 'no test report of @this revision',
      }),
    ],
    commitCount: 3,
    riskiestCommit: {
      sha: 'd'.repeat(40),
      title: 'Rewrite [ledger](http://evil.example) @team',
      probability: 0.4,
    },
    model: {
      id: 'boost',
      version: '3',
      hash: 'h',
      schemaHash: 's',
      runtime: 'onnxruntime',
    },
    occurredAt: '2026-11-25T12:00:00.000Z',
    scoredAt: '2026-11-25T12:00:00.000Z',
    backfill: false,
    ...changes,
  };
}

/** One whose risk is not known. */
export function unknownAssessment(
  changes: Partial<RiskAssessment> = {},
): RiskAssessment {
  return assessment({
    margin: undefined,
    probability: undefined,
    interval: undefined,
    band: 'unknown',
    unknownReason: 'The size of the change is not known (Lines added)',
    signals: assessment().signals.map(
      ({ contribution: _c, effect: _e, value: _v, ...one }) => ({
        ...one,
        missingReason: 'the repository is not imported',
      }),
    ),
    riskiestCommit: undefined,
    ...changes,
  });
}

/** What a scorer makes of an assessment. */
export function scoredPart(
  about: RiskAssessment = assessment(),
  changes: Partial<ScoredPart> = {},
): ScoredPart {
  return {
    assessment: about,
    groups: groupShares(about, undefined),
    counterfactuals: [],
    awaitsFacts: false,
    ...changes,
  };
}
