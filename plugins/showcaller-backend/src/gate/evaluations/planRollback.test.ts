import { planRollback } from './planRollback';

const target = {
  deploymentId: 'shop/payments#deployment-7',
  sha: 'ab'.repeat(20),
  deployedAt: '2026-11-20T10:00:00.000Z',
};

describe('planRollback', () => {
  it.each([
    ['canary', 'Send all traffic to the version that runs now.'],
    ['blue-green', 'Switch the traffic back to the version that runs now.'],
    ['rolling', 'Stop the rollout.'],
  ] as const)('begins a %s with: %s', (strategy, first) => {
    const { steps } = planRollback({
      environment: 'production',
      target,
      strategy,
      dependents: [],
    });
    expect(steps[0]).toBe(first);
    expect(steps.join(' ')).toContain('Deploy abababab to production again');
  });

  it('says that there is nothing to go back to', () => {
    const plan = planRollback({
      environment: 'production',
      dependents: ['component:default/a', 'component:default/b'],
      serviceTier: 1,
    });
    expect(plan.target).toBeUndefined();
    expect(plan.reason).toContain('No earlier deployment to production');
    expect(plan.steps.join(' ')).not.toContain('again');
    expect(plan.blastRadius.words).toBe(
      'The service, of tier 1, and 2 that depend on it would be hit.',
    );
  });
});
