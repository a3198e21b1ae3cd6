import { shouldFallBack } from './shouldFallBack';

const losses = {
  maturedLogLossOfServing: 0.5,
  maturedLogLossOfPrior: 0.4,
  standardErrorOfDifference: 0.03,
  n: 200,
};

describe('shouldFallBack', () => {
  it('withdraws a model that is worse than the prior by more than noise', () => {
    const decision = shouldFallBack(losses);
    expect(decision.fallBack).toBe(true);
    expect(decision.excess).toBeCloseTo(0.1, 12);
    expect(decision.bar).toBeCloseTo(0.06, 12);
  });

  it.each([
    [
      { standardErrorOfDifference: 0.06 },
      'not worse than the prior by more than noise',
    ],
    [
      { maturedLogLossOfServing: 0.3 },
      'not worse than the prior by more than noise',
    ],
    [{ n: 49 }, 'too few matured labels to tell'],
    [
      { standardErrorOfDifference: undefined },
      'too few matured labels to tell',
    ],
  ])('keeps it with %j', (change, reason) => {
    expect(shouldFallBack({ ...losses, ...change })).toMatchObject({
      fallBack: false,
      reason,
    });
  });

  it('refuses what is no loss', () => {
    expect(() =>
      shouldFallBack({ ...losses, maturedLogLossOfPrior: NaN }),
    ).toThrow('Log losses and their standard error must be at least 0');
  });
});
