import { impactOf } from './impactOf';

describe('impactOf', () => {
  it.each([
    [0, undefined, 0],
    [0, 1, 0.6],
    [4, 4, 0.5],
    [4, 1, 0.8],
    [12, 2, 0.825],
  ])(
    'of %s dependents and tier %s is %s',
    (dependents, serviceTier, impact) => {
      expect(impactOf({ dependents, serviceTier })).toBeCloseTo(impact, 10);
    },
  );
});
