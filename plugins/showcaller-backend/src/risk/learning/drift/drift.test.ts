import { seeded } from '../__fixtures__/syntheticRows';
import { RowCollector } from '../rows/RowCollector';
import { driftAlerts } from './driftAlerts';
import { judgeServing } from './judgeServing';
import { measureModelDrift } from './measureModelDrift';

const NOW = Date.parse('2026-11-20T00:00:00Z');
const HOUR = 3_600_000;

function matured(count: number, wrongFrom: number) {
  const random = seeded(2);
  const labels = Uint8Array.from({ length: count }, () =>
    random() < 0.2 ? 1 : 0,
  );
  return {
    labels,
    logOdds: Float64Array.from(labels, (label, row) => {
      const right = label ? 1 : -3;
      return row < wrongFrom ? right : -right;
    }),
    times: Float64Array.from(labels, (_, row) => NOW - (count - row) * HOUR),
  };
}

function lossOf(count: number, wrongFrom: number) {
  return measureModelDrift({
    modelHash: 'a'.repeat(64),
    recent: RowCollector.create().collect(),
    matured: matured(count, wrongFrom),
    now: NOW,
  }).loss;
}

describe('measureModelDrift', () => {
  it('sees since when the loss of matured deployments has risen', () => {
    const { level, changedAt, mean } = lossOf(600, 500);
    expect(level).toBe('act');
    expect(mean).toBeGreaterThan(1);
    const since = (NOW - Date.parse(changedAt ?? '')) / HOUR;
    expect(since).toBeGreaterThan(60);
    expect(since).toBeLessThan(140);
  });

  it('stays quiet while the loss is steady, and where nothing has matured', () => {
    expect(lossOf(600, 600)).toMatchObject({ rows: 600, level: 'stable' });
    expect(lossOf(0, 0)).toEqual({
      rows: 0,
      mean: undefined,
      changedAt: undefined,
      level: 'stable',
    });
  });
});

describe('judgeServing', () => {
  const { labels, logOdds } = matured(200, 200);
  const wrong = logOdds.map(value => -value);

  it('withdraws what is worse than the prior, for the champion before where that is better than the prior', () => {
    const flat = logOdds.map(() => -1.4);
    expect(judgeServing({ labels, serving: wrong, prior: flat })).toMatchObject(
      { fallBack: true, instead: 'prior', rows: 200 },
    );
    expect(
      judgeServing({ labels, serving: wrong, prior: flat, previous: logOdds }),
    ).toMatchObject({ fallBack: true, instead: 'previous' });
    expect(
      judgeServing({ labels, serving: wrong, prior: logOdds, previous: flat }),
    ).toMatchObject({ instead: 'prior' });
  });

  it('keeps what is better, and what nothing is known of', () => {
    expect(
      judgeServing({ labels, serving: logOdds, prior: wrong }).fallBack,
    ).toBe(false);
    const none = new Float64Array(0);
    expect(
      judgeServing({ labels: new Uint8Array(0), serving: none, prior: none }),
    ).toMatchObject({ fallBack: false, rows: 0 });
  });
});

describe('driftAlerts', () => {
  it('says what to act on, in words, and nothing of small changes', () => {
    const feature = (name: string, psi: number) => ({
      name,
      psi,
      level: psi >= 0.25 ? ('act' as const) : ('watch' as const),
      missingThen: 0,
      missingNow: 0,
    });
    const report = {
      modelHash: 'a'.repeat(64),
      computedAt: '2026-11-20T00:00:00.000Z',
      rows: 300,
      features: [
        feature('nf', 0.11),
        feature('la', 0.3),
        feature('ld', 0.4),
        feature('nd', 0.26),
        feature('ns', 0.27),
      ],
      score: { psi: 0.31, ks: 0.2, level: 'act' as const },
      loss: {
        rows: 200,
        mean: 0.8,
        changedAt: '2026-11-11T08:00:00.000Z',
        level: 'act' as const,
      },
    };
    expect(driftAlerts(report)).toEqual([
      {
        key: 'drift:signals',
        severity: 'watch',
        text: expect.stringMatching(
          /^Deployments of the last four weeks .*: .* \(0\.40\), .* \(0\.30\), .* \(0\.27\) and 1 more; stability index from 0\.25 on$/,
        ),
      },
      {
        key: 'drift:score',
        severity: 'watch',
        text: 'Scores are distributed differently than in training: stability index 0.31',
      },
      {
        key: 'drift:loss',
        severity: 'act',
        text: 'The loss of matured deployments has risen since 2026-11-11 (mean now 0.800): the model no longer fits',
      },
    ]);
  });
});
