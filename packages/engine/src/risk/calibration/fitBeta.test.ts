import fc from 'fast-check';
import { SeededRandom } from '../trees/SeededRandom';
import { sigmoid } from '../linearModel';
import { calibrate } from './calibrate';
import { fitBeta } from './fitBeta';
import { softplus } from './softplus';

describe('fitBeta', () => {
  it('finds the map that the labels were drawn from, also where its two sides differ', () => {
    const random = SeededRandom.create({ seed: 7 });
    const margins = Array.from({ length: 40_000 }, () => 8 * random.next() - 4);
    const labels = margins.map(m =>
      Number(random.next() < sigmoid(2 * softplus(m) - 0.5 * softplus(-m) - 1)),
    );
    const { a, b, c } = fitBeta({ labels, margins });
    expect(a).toBeCloseTo(0.5, 1);
    expect(b).toBeCloseTo(2, 0);
    expect(c).toBeCloseTo(-1, 0);
  });

  it('never falls and keeps the base rate, whatever the rows', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            label: fc.constantFrom(0, 1),
            margin: fc.double({ min: -6, max: 6, noNaN: true }),
          }),
          { minLength: 1, maxLength: 40 },
        ),
        rows => {
          const labels = [0, 1, ...rows.map(({ label }) => label)];
          const margins = [1, -1, ...rows.map(({ margin }) => margin)];
          const fitted = fitBeta({ labels, margins });
          expect(fitted.a).toBeGreaterThanOrEqual(0);
          expect(fitted.b).toBeGreaterThanOrEqual(0);
          const expected = margins.reduce(
            (sum, x) => sum + calibrate(fitted, x).probability,
            0,
          );
          const observed = labels.reduce((sum, x) => sum + x, 0);
          expect(expected).toBeCloseTo(observed, 5);
        },
      ),
    );
  });

  it('is flat when the model is worse than chance', () => {
    const labels = Array.from({ length: 400 }, (_, row) => Number(row < 100));
    const margins = labels.map(
      (label, row) => (label ? -2 : 2) + (row % 7) / 7,
    );
    const { a, b, c } = fitBeta({ labels, margins });
    expect([a, b]).toEqual([0, 0]);
    expect(sigmoid(c)).toBeCloseTo(0.25, 8);
  });

  it('refuses one class', () => {
    expect(() => fitBeta({ labels: [1, 1], margins: [0, 1] })).toThrow(
      'Both classes are needed to calibrate: 2 of 2 labels are positive',
    );
  });
});
