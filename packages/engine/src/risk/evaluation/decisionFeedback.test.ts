import { decisionFeedback, type DecidedDeployment } from './decisionFeedback';

function row(changes: Partial<DecidedDeployment>): DecidedDeployment {
  return {
    service: 'shop',
    policy: 'default',
    decision: 'allowed',
    overridden: false,
    failed: false,
    ...changes,
  };
}

describe('decisionFeedback', () => {
  const rows = [
    row({}),
    row({ failed: true }),
    row({}),
    row({ failed: undefined }),
    row({ decision: 'blocked', failed: undefined }),
    row({ decision: 'blocked', overridden: true }),
    row({ decision: 'blocked', overridden: true, failed: true }),
    row({
      service: 'pay',
      policy: 'strict',
      decision: 'blocked',
      overridden: true,
    }),
  ];

  it('counts false passes and false blocks where the outcome is known', () => {
    const { overall } = decisionFeedback(rows);
    expect(overall).toMatchObject({
      n: 8,
      falsePass: { count: 1, n: 3 },
      falseBlock: { count: 2, n: 3 },
      blockedUnknown: 1,
      open: 1,
    });
    // Wilson 95 % of 1 in 3.
    expect(overall.falsePass?.low).toBeCloseTo(0.0615, 4);
    expect(overall.falsePass?.high).toBeCloseTo(0.7923, 4);
  });

  it('does so per service and per policy, the largest first', () => {
    const { services, policies } = decisionFeedback(rows);
    expect(services.map(({ service, n }) => [service, n])).toEqual([
      ['shop', 7],
      ['pay', 1],
    ]);
    expect(policies[1]).toMatchObject({
      policy: 'strict',
      falsePass: undefined,
      falseBlock: { count: 1, n: 1 },
    });
  });

  it('knows nothing of no deployments', () => {
    expect(decisionFeedback([])).toEqual({
      overall: {
        n: 0,
        falsePass: undefined,
        falseBlock: undefined,
        blockedUnknown: 0,
        open: 0,
      },
      services: [],
      policies: [],
    });
  });
});
