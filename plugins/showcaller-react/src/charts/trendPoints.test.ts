import type { RiskTrendPoint } from '@showcaller/backstage-plugin-showcaller-common';
import { sparklinePath } from './sparklinePath';
import { summarizeTrend, trendPoints } from './trendPoints';

const trend: RiskTrendPoint[] = [
  {
    assessmentId: 'b',
    occurredAt: '2026-11-02T00:00:00Z',
    probability: 0.9,
    sha: 'bbbbbbbbbb',
    status: 'failed',
    environment: 'production',
  },
  {
    assessmentId: 'a',
    occurredAt: '2026-11-01T00:00:00Z',
    probability: 0.2,
    sha: 'aaaaaaaaaa',
    status: 'succeeded',
    tier: 'staging',
  },
  {
    assessmentId: 'c',
    occurredAt: '2026-11-03T00:00:00Z',
    sha: 'cccccccccc',
  },
  { assessmentId: 'x', occurredAt: 'broken', sha: 'x' },
];

describe('trendPoints', () => {
  it('orders by time, marks failures and leaves an unknown risk open', () => {
    expect(
      trendPoints(trend).map(({ id, mark, risk, environment }) => ({
        id,
        mark,
        risk,
        environment,
      })),
    ).toEqual([
      { id: 'a', mark: 'succeeded', risk: 0.2, environment: 'staging' },
      { id: 'b', mark: 'failed', risk: 0.9, environment: 'production' },
      { id: 'c', mark: 'other', risk: undefined, environment: 'none' },
    ]);
  });

  it('is summed up in a sentence', () => {
    expect(summarizeTrend(trendPoints(trend))).toBe(
      '3 scored, latest risk 0.90; 1 above 0.7, 1 failed.',
    );
    expect(summarizeTrend([])).toBe('No risk is known yet.');
  });
});

describe('sparklinePath', () => {
  const size = { width: 100, height: 10 };

  it('draws high risk at the top and spaces points evenly', () => {
    expect(
      sparklinePath({
        points: [{ risk: 0 }, { risk: 1 }, { risk: 0.5 }],
        ...size,
      }),
    ).toBe('M0 10L50 0L100 5');
  });

  it('breaks where the risk is unknown', () => {
    expect(
      sparklinePath({
        points: [{ risk: 0 }, { risk: 0 }, {}, { risk: 1 }],
        ...size,
      }),
    ).toBe('M0 10L33.3 10M100 0h1');
  });

  it('shows a single point', () => {
    expect(sparklinePath({ points: [{ risk: 0.5 }], ...size })).toBe('M50 5h1');
    expect(sparklinePath({ points: [], ...size })).toBe('');
  });
});
