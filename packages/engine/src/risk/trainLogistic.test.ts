import fc from 'fast-check';
import { evaluateLinear } from './evaluateLinear';
import { standardised } from './linearModel';
import type { RiskFeature } from './riskFeatures';
import { trainLogistic } from './trainLogistic';

const feature = (
  name: string,
  transform: RiskFeature['transform'] = 'identity',
): RiskFeature => ({
  name,
  label: name,
  group: 'size',
  unit: '',
  transform,
  minimum: 0,
  description: name,
});

// Hours of study and whether the exam was passed; the example of Wikipedia's article "Logistic regression".
const hours = [
  0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4,
  4.25, 4.5, 4.75, 5, 5.5,
];
const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];
const exam = {
  rows: Float64Array.from(hours),
  labels: passed,
  features: [feature('hours')],
};

describe('trainLogistic', () => {
  it('finds the published maximum likelihood of the exam data', () => {
    const model = trainLogistic({ ...exam, l2: 1e-9 });
    const slope = model.coefficients[0] / model.scales[0];
    expect(slope).toBeCloseTo(1.5046, 4);
    expect(model.intercept - slope * model.means[0]).toBeCloseTo(-4.0777, 4);
    expect(evaluateLinear(model, [2]).probability).toBeCloseTo(0.256, 3);
    expect(evaluateLinear(model, [5]).probability).toBeCloseTo(0.969, 3);
  });

  it('stops where the gradient of the penalised loss is zero', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: 0, max: 1000, noNaN: true }),
            fc.oneof(fc.constant(NaN), fc.integer({ min: 0, max: 5 })),
            fc.integer({ min: 1, max: 9 }),
          ),
          { minLength: 4, maxLength: 40 },
        ),
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        (drawn, l2) => {
          const features = [feature('a', 'log1p'), feature('b')];
          const table = [[1, 1, 1], [2, 3, 1], ...drawn];
          const labels = table.map((_, row) => ((row * 7) % 3 === 0 ? 1 : 0));
          const weights = table.map(([, , weight]) => weight);
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          const model = trainLogistic({
            rows: Float64Array.from(table.flatMap(([a, b]) => [a, b])),
            labels,
            features,
            weights,
            l2,
          });
          const gradient = [
            0,
            l2 * model.coefficients[0],
            l2 * model.coefficients[1],
          ];
          for (const [row, [a, b]] of table.entries()) {
            const { values } = standardised(model, [a, b]);
            const residual =
              ((evaluateLinear(model, [a, b]).probability - labels[row]) *
                weights[row] *
                table.length) /
              total;
            gradient[0] += residual;
            gradient[1] += residual * values[0];
            gradient[2] += residual * values[1];
          }
          for (const slope of gradient) {
            expect(Math.abs(slope)).toBeLessThan(1e-5);
          }
        },
      ),
    );
  });

  it('shrinks the coefficients as l2 grows', () => {
    const [weak, strong] = [0.01, 100].map(
      l2 => trainLogistic({ ...exam, l2 }).coefficients[0],
    );
    expect(strong).toBeGreaterThan(0);
    expect(strong).toBeLessThan(weak / 5);
  });

  it('takes a row of weight two as two rows', () => {
    const doubled = trainLogistic({
      rows: Float64Array.from([...hours, ...hours.slice(0, 5)]),
      labels: [...passed, ...passed.slice(0, 5)],
      features: exam.features,
      l2: 1e-9,
    });
    const weighted = trainLogistic({
      ...exam,
      weights: hours.map((_, row) => (row < 5 ? 2 : 1)),
      l2: 1e-9,
    });
    expect(weighted.coefficients[0]).toBeCloseTo(doubled.coefficients[0], 6);
    expect(weighted.intercept).toBeCloseTo(doubled.intercept, 6);
    expect(weighted.means[0]).toBeCloseTo(doubled.means[0], 12);
  });

  it('puts an unknown value at the mean of the known ones', () => {
    const model = trainLogistic({
      rows: Float64Array.from([1, NaN, 3, 8]),
      labels: [0, 1, 0, 1],
      features: [feature('a')],
      l2: 1,
    });
    expect(model.means[0]).toBe(4);
    expect(model.imputation).toEqual(model.means);
    expect(model.scales[0]).toBeCloseTo(Math.sqrt((9 + 1 + 16) / 3), 12);
    expect(evaluateLinear(model, [NaN]).margin).toBe(model.intercept);
  });

  it('does not take a difference between groups for the effect of a feature', () => {
    // The label does not depend on the value; the second group has higher values and more positives.
    const table = Array.from({ length: 400 }, (_, row) => {
      const group = row % 2;
      const index = Math.floor(row / 2);
      const rare = index % 4 === 3;
      return {
        group,
        value: 10 * group + (index % 5),
        label: Number(group === 1 ? !rare : rare),
      };
    });
    const set = {
      rows: Float64Array.from(table, ({ value }) => value),
      labels: table.map(({ label }) => label),
      features: [feature('a')],
      l2: 0.01,
    };
    const pooled = trainLogistic(set);
    const grouped = trainLogistic({
      ...set,
      groups: table.map(({ group }) => group),
    });
    expect(Math.abs(pooled.coefficients[0])).toBeGreaterThan(0.4);
    expect(Math.abs(grouped.coefficients[0])).toBeLessThan(1e-6);
    expect(grouped.groupIntercepts).toHaveLength(2);
    expect(grouped.intercept).toBeCloseTo(
      (grouped.groupIntercepts[0] + grouped.groupIntercepts[1]) / 2,
      12,
    );
  });

  it('gives the covariance that repeated samples of the same size show', () => {
    // Deterministic draws: a linear congruential generator, Numerical Recipes.
    let state = 1;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    const fits = Array.from({ length: 200 }, () => {
      const rows = Float64Array.from({ length: 300 }, () => 4 * random());
      const labels = Array.from(rows, x =>
        random() < 1 / (1 + Math.exp(2 - x)) ? 1 : 0,
      );
      return trainLogistic({
        rows,
        labels,
        features: [feature('x')],
        l2: 1e-6,
      });
    });
    const slopes = fits.map(fit => fit.coefficients[0]);
    const mean = slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length;
    const observed =
      slopes.reduce((sum, slope) => sum + (slope - mean) ** 2, 0) /
      (slopes.length - 1);
    const stated =
      fits.reduce((sum, fit) => sum + fit.covariance[3], 0) / fits.length;
    expect(stated / observed).toBeGreaterThan(0.75);
    expect(stated / observed).toBeLessThan(1.3);
  });

  it('gives a feature that never varies no weight', () => {
    const model = trainLogistic({
      rows: Float64Array.from(hours.flatMap(hour => [hour, 0.1])),
      labels: passed,
      features: [feature('hours'), feature('constant')],
      l2: 1,
    });
    expect(model.coefficients[1]).toBeCloseTo(0, 12);
    expect(model.scales[1]).toBe(1);
  });

  it.each([
    [
      { labels: passed.slice(1) },
      '19 labels of 1 features need 19 values, got 20',
    ],
    [{ features: [] }, '20 labels of 0 features need 0 values, got 20'],
    [
      { rows: new Float64Array(0), labels: [] },
      'There are no rows to learn from',
    ],
    [
      { labels: passed.map(() => 0) },
      'Both classes are needed to learn: 0 of 20 rows of group 0 are positive',
    ],
    [
      { labels: passed.map(() => NaN) },
      'The label of row 0 must be 0 or 1, got NaN',
    ],
    [{ weights: [1] }, '20 labels but 1 weights and 20 groups'],
    [
      { weights: passed.map(() => 0) },
      'The weight of row 0 must be positive and finite, got 0',
    ],
    [
      { groups: passed.map(() => 0.5) },
      'The group of row 0 must be 0, 1, …, got 0.5',
    ],
    [
      { groups: passed.map((_, row) => (row ? 0 : 1)) },
      'Both classes are needed to learn: 0 of 1 rows of group 1 are positive',
    ],
    [
      { rows: Float64Array.from(hours, () => NaN) },
      "Feature 'hours' has no known value to learn from",
    ],
    [
      { rows: Float64Array.from(hours, () => -1) },
      "Feature 'hours' of row 0 must be at least 0 and finite, got -1",
    ],
    [{ l2: 0 }, 'l2 must be above 0'],
    [{ l2: NaN }, 'l2 must be above 0'],
  ])('refuses %# with a reason', (wrong, reason) => {
    expect(() => trainLogistic({ ...exam, l2: 1, ...wrong })).toThrow(reason);
  });
});
