import fc from 'fast-check';
import { sigmoid } from '../linearModel';
import { SeededRandom } from '../trees/SeededRandom';
import { calibrate } from './calibrate';
import { fitPlatt } from './fitPlatt';

function meanOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Margins spread over −4 to 4, labels drawn from `sigmoid(slope · margin + intercept)`. */
function drawn(options: {
  count: number;
  slope: number;
  intercept: number;
  seed: number;
}) {
  const random = SeededRandom.create({ seed: options.seed });
  const margins = Array.from(
    { length: options.count },
    () => 8 * random.next() - 4,
  );
  const labels = margins.map(margin =>
    Number(random.next() < sigmoid(options.slope * margin + options.intercept)),
  );
  return { margins, labels };
}

describe('fitPlatt', () => {
  it('has the closed form of two groups: each gets its own share of positives', () => {
    // 1 of 4 at margin 0 and 3 of 4 at margin 2: intercept ln(1/3), slope ln 3, once the penalty is nothing.
    const { slope, intercept } = fitPlatt({
      labels: [1, 0, 0, 0, 1, 1, 1, 0],
      margins: [0, 0, 0, 0, 2, 2, 2, 2],
      slopePenalty: 1e-12,
    });
    expect(intercept).toBeCloseTo(-Math.log(3), 8);
    expect(slope).toBeCloseTo(Math.log(3), 8);
  });

  it('finds the map that the labels were drawn from', () => {
    const { slope, intercept } = fitPlatt(
      drawn({ count: 20_000, slope: 0.6, intercept: -1, seed: 1 }),
    );
    expect(slope).toBeCloseTo(0.6, 1);
    expect(intercept).toBeCloseTo(-1, 1);
  });

  it('makes the mean probability the share of positives', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            label: fc.constantFrom(0, 1),
            margin: fc.double({ min: -6, max: 6, noNaN: true }),
          }),
          { minLength: 2, maxLength: 50 },
        ),
        rows => {
          const labels = [0, 1, ...rows.map(({ label }) => label)];
          const margins = [0, 0.5, ...rows.map(row => row.margin)];
          const fitted = fitPlatt({ labels, margins });
          expect(fitted.slope).toBeGreaterThanOrEqual(0);
          expect(
            meanOf(margins.map(x => calibrate(fitted, x).probability)),
          ).toBeCloseTo(meanOf(labels), 6);
        },
      ),
    );
  });

  it('keeps the slope near 1 with 50 labels of which 10 are positive, and moves the base rate', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { margins, labels } = drawn({
        count: 50,
        slope: 1,
        intercept: -2,
        seed,
      });
      const { slope, intercept } = fitPlatt({ margins, labels });
      expect(slope).toBeGreaterThan(0.4);
      expect(slope).toBeLessThan(2);
      expect(intercept).toBeLessThan(0);
    }
  });

  it('stays finite where margins separate the classes', () => {
    const { slope } = fitPlatt({
      labels: [0, 0, 1, 1],
      margins: [-2, -1, 1, 2],
    });
    expect(slope).toBeGreaterThan(1);
    expect(slope).toBeLessThan(3);
  });

  it('gives the share of positives to all when the model is worse than chance', () => {
    const labels = Array.from({ length: 200 }, (_, row) => Number(row < 50));
    const margins = labels.map(label => (label ? -2 : 2));
    const { slope, intercept } = fitPlatt({ labels, margins });
    expect(slope).toBe(0);
    expect(sigmoid(intercept)).toBeCloseTo(0.25, 10);
  });

  it("smooths the targets as Platt's paper says", () => {
    // One group, 3 of 4 positive: targets 4/5 and 1/3, mean (3 · 0.8 + 1 / 3) / 4.
    const { slope, intercept } = fitPlatt({
      labels: [1, 1, 1, 0],
      margins: [0, 0, 0, 0],
      smoothTargets: true,
    });
    expect(slope).toBe(1);
    expect(sigmoid(intercept)).toBeCloseTo((3 * 0.8 + 1 / 3) / 4, 7);
  });

  it.each<[string, Parameters<typeof fitPlatt>[0], string]>([
    ['one class', { labels: [0, 0], margins: [1, 2] }, '0 of 2 labels'],
    ['one class', { labels: [1], margins: [1] }, '1 of 1 labels'],
    ['no rows', { labels: [], margins: [] }, 'got 0 and 0'],
    ['NaN', { labels: [0, 1], margins: [1, NaN] }, 'Row 1 needs a label'],
    [
      'no penalty',
      { labels: [0, 1], margins: [1, 2], slopePenalty: 0 },
      'must be positive and finite, got 0',
    ],
  ])('refuses %s', (_, options, message) => {
    expect(() => fitPlatt(options)).toThrow(message);
  });
});
