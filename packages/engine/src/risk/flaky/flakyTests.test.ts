import fc from 'fast-check';
import { expectedFlakyTests, flakyPrior, flakyProbability } from './flakyTests';
import { logGamma } from './logGamma';

describe('logGamma', () => {
  it.each([
    [1, 0],
    [2, 0],
    [0.5, Math.log(Math.sqrt(Math.PI))],
    [10, Math.log(362_880)],
    [0.18, 1.6354606040857225],
    [171, 706.5730622457873],
    [1e6, 12_815_504.569147611],
  ])('of %p is %p', (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(
      1e-12 * Math.max(1, Math.abs(expected)),
    );
  });

  it('is refused at 0 and below', () => {
    expect(() => logGamma(0)).toThrow(RangeError);
  });
});

describe('the prior', () => {
  /** Chance that a flaky test passes n times in a row. */
  const unseen = (n: number) => {
    const p = flakyProbability(
      { passes: n, flakyFailures: 0 },
      { ...flakyPrior, share: 0.5, environment: 1e-12 },
    );
    return p / (1 - p);
  };

  it.each([
    [10, 0.71],
    [100, 0.48],
  ])(
    'leaves a flaky test unseen over %p runs with probability %p, as in FlakeFlagger',
    (runs, probability) => {
      expect(unseen(runs)).toBeCloseTo(probability, 2);
    },
  );

  it('is what is believed of a test that never ran', () => {
    expect(flakyProbability({ passes: 0, flakyFailures: 0 })).toBeCloseTo(
      0.0365,
      4,
    );
  });
});

describe('flakyProbability', () => {
  it('takes clean runs for weak evidence', () => {
    const after = flakyProbability({ passes: 100, flakyFailures: 0 });
    expect(after).toBeCloseTo(0.018, 3);
  });

  it.each([
    [20, 1, 0.66],
    [20, 2, 0.999],
    [100, 1, 0.244],
    [100, 2, 0.974],
    [1000, 2, 0.219],
    [5000, 1, 0.005],
    [5000, 5, 0.744],
  ])(
    'of %p passes and %p failures on revisions that also passed is %p',
    (passes, flakyFailures, expected) => {
      const probability = flakyProbability({ passes, flakyFailures });
      expect(probability).toBeCloseTo(expected, 3);
    },
  );

  it('rises with every such failure and never leaves 0 to 1', () => {
    fc.assert(
      fc.property(
        // Beyond, a failure is as rare as those of the surroundings.
        fc.integer({ min: 0, max: 1500 }),
        fc.integer({ min: 0, max: 500 }),
        (passes, flakyFailures) => {
          const one = flakyProbability({ passes, flakyFailures });
          const more = flakyProbability({
            passes,
            flakyFailures: flakyFailures + 1,
          });
          expect(one).toBeGreaterThanOrEqual(0);
          expect(more).toBeLessThanOrEqual(1);
          expect(more).toBeGreaterThanOrEqual(one);
        },
      ),
    );
  });

  it.each([
    [-1, 0],
    [1.5, 0],
    [0, NaN],
  ])('refuses %p passes and %p failures', (passes, flakyFailures) => {
    expect(() => flakyProbability({ passes, flakyFailures })).toThrow(
      'counted from 0',
    );
  });
});

describe('expectedFlakyTests', () => {
  it('is the sum over the tests, those with one history counted together', () => {
    const clean = { passes: 50, flakyFailures: 0 };
    const flaky = { passes: 20, flakyFailures: 3 };
    expect(expectedFlakyTests([{ ...clean, count: 3 }, flaky])).toBeCloseTo(
      3 * flakyProbability(clean) + flakyProbability(flaky),
      12,
    );
    expect(expectedFlakyTests([])).toBe(0);
  });
});
