import { riskFeatures } from '@showcaller/engine/risk';
import { commit } from './__fixtures__/commit';
import { exampleRiskModel } from './__fixtures__/exampleModel';
import { assess } from './assess';
import type { CollectedFeatures } from './types';

/** Collected signals with the given values; the others are unknown. */
function features(
  values: Record<string, number>,
  commits: CollectedFeatures['commits'] = [],
): CollectedFeatures {
  return {
    signals: riskFeatures.map(({ name, unit, group }) => ({
      name,
      unit,
      group,
      source: 'a test',
      ...(values[name] === undefined
        ? { missingReason: 'nobody told' }
        : { value: values[name], observedAt: '2026-11-20T09:00:00Z' }),
    })),
    row: Float32Array.from(riskFeatures, ({ name }) => values[name] ?? NaN),
    commits,
    commitCount: 1,
    awaitsFacts: false,
  };
}

describe('assess', () => {
  const model = exampleRiskModel();
  const score = (collected: CollectedFeatures) =>
    assess({
      entityRef: 'component:default/payments',
      subject: { kind: 'change', repository: 'shop/payments', sha: 'c1' },
      occurredAt: '2026-11-20T10:00:00Z',
      backfill: false,
      features: collected,
      model,
      now: new Date('2026-11-20T10:00:05Z'),
    });

  it('gives margin, calibrated probability, interval and shares that add up', async () => {
    const { assessment, logOdds = NaN } = await score(
      features({ la: 700, nf: 9 }),
    );
    const { margin = NaN, probability = NaN, interval } = assessment;
    expect(logOdds).toBeCloseTo(1.5 * margin + 0.1, 9);
    expect(probability).toBeCloseTo(1 / (1 + Math.exp(-logOdds)), 9);
    expect(interval?.low).toBeLessThanOrEqual(probability);
    expect(interval?.high).toBeGreaterThanOrEqual(probability);
    const sum = assessment.signals.reduce(
      (total, { contribution = 0 }) => total + contribution,
      assessment.baseMargin + (assessment.unknownContribution ?? NaN),
    );
    expect(sum).toBeCloseTo(margin, 9);
  });

  it.each([
    ['a row of which nothing is known', {}],
    ['no number of lines', { nf: 3, flaky: 1 }],
    ['no number of files', { la: 30 }],
  ])(
    'gives no score and no reasons for %s, and says why',
    async (_, values) => {
      const { assessment, logOdds } = await score(features(values));
      expect(logOdds).toBeUndefined();
      expect(assessment).toMatchObject({
        band: 'unknown',
        unknownReason: expect.stringMatching(
          /^The size of the change is not known \(.*\): nobody told$/,
        ),
        baseMargin: model.baseMargin,
      });
      for (const key of [
        'margin',
        'probability',
        'interval',
        'unknownContribution',
      ] as const) {
        expect(assessment[key]).toBeUndefined();
      }
      const shares = assessment.signals.map(({ contribution }) => contribution);
      expect(new Set(shares)).toEqual(new Set([undefined]));
    },
  );

  it('names the commit with the highest own risk', async () => {
    const { assessment } = await score(
      features({ la: 700, nf: 9 }, [
        commit({ sha: 'small', la: 3 }),
        commit({ sha: 'large', la: 900, title: 'Rewrite the ledger' }),
        commit({ sha: 'medium', la: 90 }),
      ]),
    );
    expect(assessment.riskiestCommit).toMatchObject({
      sha: 'large',
      title: 'Rewrite the ledger',
    });
  });
});
