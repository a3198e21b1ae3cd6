import fc from 'fast-check';
import { sigmoid } from '../linearModel';
import { calibrationInTheLarge } from './calibrationInTheLarge';

describe('calibrationInTheLarge', () => {
  it('compares how many failed with how many were said to', () => {
    const labels = Array.from({ length: 100 }, (_, row) => Number(row < 30));
    const result = calibrationInTheLarge({
      labels,
      probabilities: labels.map(() => 0.2),
    });
    expect(result.observed.rate).toBe(0.3);
    expect(result.expected).toBeCloseTo(0.2, 12);
    expect(result.difference).toBeCloseTo(0.1, 12);
    // (30 − 20) / √(100 · 0.2 · 0.8)
    expect(result.z).toBeCloseTo(2.5, 12);
    // Wilson 95 % of 30 in 100 is 0.2189 to 0.3958.
    expect(result.low).toBeCloseTo(0.0189, 4);
    expect(result.high).toBeCloseTo(0.1958, 4);
    // logit 0.3 − logit 0.2, standard error 1 / √(100 · 0.3 · 0.7).
    const shift = Math.log(0.3 / 0.7) - Math.log(0.2 / 0.8);
    expect(result.logitShift?.shift).toBeCloseTo(shift, 8);
    expect(result.logitShift?.high).toBeCloseTo(
      shift + 1.95996 / Math.sqrt(21),
      4,
    );
  });

  it('gives the shift that makes the mean right', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(0, 1),
            fc.double({ min: 0, max: 1, noNaN: true }),
          ),
          { maxLength: 40 },
        ),
        pairs => {
          const labels = [0, 1, ...pairs.map(([label]) => label)];
          const probabilities = [0.1, 0.7, ...pairs.map(([, p]) => p)];
          const { logitShift, observed } = calibrationInTheLarge({
            labels,
            probabilities,
          });
          const shifted = probabilities.map(raw => {
            const p = Math.min(Math.max(raw, 1e-15), 1 - 1e-15);
            return sigmoid(
              Math.log(p) - Math.log1p(-p) + (logitShift?.shift ?? NaN),
            );
          });
          expect(
            shifted.reduce((sum, p) => sum + p, 0) / labels.length,
          ).toBeCloseTo(observed.rate, 8);
        },
      ),
    );
  });

  it('has no shift for one class, and still says how far off the mean is', () => {
    const result = calibrationInTheLarge({
      labels: [0, 0, 0],
      probabilities: [0.5, 0.5, 0.5],
    });
    expect(result.logitShift).toBeUndefined();
    expect(result.difference).toBeCloseTo(-0.5, 12);
  });

  it('refuses what is no probability', () => {
    expect(() =>
      calibrationInTheLarge({ labels: [0], probabilities: [-0.1] }),
    ).toThrow('The probability of row 0 is -0.1, not 0 to 1');
  });
});
