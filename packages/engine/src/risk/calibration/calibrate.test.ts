import fc from 'fast-check';
import { calibrate } from './calibrate';
import type { Calibrator } from './calibrator';

const margin = fc.double({ min: -40, max: 40, noNaN: true });
const notNegative = fc.double({ min: 0, max: 20, noNaN: true });

const isotonic: fc.Arbitrary<Calibrator> = fc
  .array(
    fc.record({
      step: fc.double({ min: 1e-3, max: 5, noNaN: true }),
      rise: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map(points => {
    const total = points.reduce((sum, { rise }) => sum + rise, 0) || 1;
    let at = -20;
    let probability = 0.001;
    const margins: number[] = [];
    const probabilities: number[] = [];
    for (const { step, rise } of points) {
      at += step;
      probability += (0.99 * rise) / total;
      margins.push(at);
      probabilities.push(Math.min(probability, 0.999));
    }
    return { kind: 'isotonic', margins, probabilities };
  });

const calibrators: fc.Arbitrary<Calibrator> = fc.oneof(
  fc.constant<Calibrator>({ kind: 'none' }),
  fc.record({
    kind: fc.constant('platt' as const),
    slope: notNegative,
    intercept: margin,
  }),
  fc.record({
    kind: fc.constant('beta' as const),
    a: notNegative,
    b: notNegative,
    c: margin,
  }),
  isotonic,
);

describe('calibrate', () => {
  it('leaves the margin alone without a calibrator', () => {
    expect(calibrate({ kind: 'none' }, 0)).toEqual({
      probability: 0.5,
      logOdds: 0,
    });
  });

  it.each<[Calibrator, number, number]>([
    // sigmoid(2 · 1 − 3) = 1 / (1 + e)
    [{ kind: 'platt', slope: 2, intercept: -3 }, 1, 1 / (1 + Math.E)],
    // p = 0.8: logit = 2 ln 0.8 − 1 ln 0.2, i.e. odds 0.64 / 0.2 = 3.2
    [{ kind: 'beta', a: 2, b: 1, c: 0 }, Math.log(4), 3.2 / 4.2],
    [
      { kind: 'isotonic', margins: [-1, 1], probabilities: [0.2, 0.6] },
      0.5,
      0.5,
    ],
    [
      { kind: 'isotonic', margins: [-1, 1], probabilities: [0.2, 0.6] },
      -9,
      0.2,
    ],
    [{ kind: 'isotonic', margins: [-1, 1], probabilities: [0.2, 0.6] }, 9, 0.6],
  ])('of %j at %p is %p', (calibrator, at, probability) => {
    expect(calibrate(calibrator, at).probability).toBeCloseTo(probability, 12);
  });

  it('equals Platt for a beta calibrator of two equal slopes', () => {
    fc.assert(
      fc.property(margin, notNegative, margin, (at, slope, intercept) => {
        const beta = {
          kind: 'beta' as const,
          a: slope,
          b: slope,
          c: intercept,
        };
        const platt = { kind: 'platt' as const, slope, intercept };
        expect(calibrate(beta, at).logOdds).toBeCloseTo(
          calibrate(platt, at).logOdds,
          9,
        );
      }),
    );
  });

  it('never gives a higher margin a lower risk, and stays finite', () => {
    fc.assert(
      fc.property(calibrators, margin, margin, (calibrator, one, other) => {
        const low = calibrate(calibrator, Math.min(one, other));
        const high = calibrate(calibrator, Math.max(one, other));
        expect(high.logOdds).toBeGreaterThanOrEqual(low.logOdds - 1e-12);
        expect(high.probability).toBeGreaterThanOrEqual(
          low.probability - 1e-15,
        );
        expect(Number.isFinite(low.logOdds)).toBe(true);
        expect(low.probability).toBeGreaterThanOrEqual(0);
        expect(high.probability).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it.each([NaN, Infinity, -Infinity])('refuses a margin of %p', bad => {
    expect(() => calibrate({ kind: 'none' }, bad)).toThrow(
      `A margin must be a finite number, got ${bad}`,
    );
  });
});
