import fc from 'fast-check';
import { evaluateLinear } from './evaluateLinear';
import { explainLinear, probabilityEffect } from './explainLinear';
import { sigmoid, type LinearModel } from './linearModel';
import { probabilityInterval } from './probabilityInterval';
import { riskFeatures } from './riskFeatures';

const model: LinearModel = {
  features: riskFeatures.slice(3, 6), // entropy (identity), la, ld (log1p)
  coefficients: [0.5, 1.5, -0.25],
  intercept: -1,
  means: [1, 2, 3],
  scales: [2, 1, 0.5],
  imputation: [1, 2, 3],
  covariance: [
    [0.04, 0, 0, 0],
    [0, 0.01, 0.002, 0],
    [0, 0.002, 0.02, 0],
    [0, 0, 0, 0.03],
  ].flat(),
};

const row = fc.tuple(
  ...model.features.map(() =>
    fc.oneof(fc.constant(NaN), fc.double({ min: 0, max: 1e6, noNaN: true })),
  ),
);

describe('evaluateLinear', () => {
  it('is the sum of the standardised, transformed values', () => {
    const { margin, probability } = evaluateLinear(model, [2, 99, 0]);
    const expected =
      -1 +
      (0.5 * (2 - 1)) / 2 +
      1.5 * (Math.log(100) - 2) -
      (0.25 * (0 - 3)) / 0.5;
    expect(margin).toBeCloseTo(expected, 12);
    expect(probability).toBe(sigmoid(margin));
  });

  it('takes its inputs as float32, as the ONNX model does', () => {
    expect(evaluateLinear(model, [0.1, 1, 1])).toEqual(
      evaluateLinear(model, Float32Array.of(0.1, 1, 1)),
    );
  });

  it('does not overflow', () => {
    expect(sigmoid(-1000)).toBe(0);
    expect(sigmoid(1000)).toBe(1);
    expect(sigmoid(0)).toBe(0.5);
  });

  it.each([
    [[1, 2], 'The model has 3 features, the row 2 values'],
    [[1, -1, 2], "Feature 'la' must be at least 0 and finite, got -1"],
    [
      [1, 2, Infinity],
      "Feature 'ld' must be at least 0 and finite, got Infinity",
    ],
  ])('refuses the row %p', (wrong, reason) => {
    for (const read of [evaluateLinear, explainLinear, probabilityInterval]) {
      expect(() => read(model, wrong)).toThrow(reason);
    }
  });
});

describe('explainLinear', () => {
  it('splits the margin exactly into base and contributions', () => {
    fc.assert(
      fc.property(row, values => {
        const explained = explainLinear(model, values);
        const sum = explained.contributions.reduce(
          (total, { contribution }) => total + contribution,
          explained.base,
        );
        const evaluated = evaluateLinear(model, values);
        expect(Math.abs(sum - evaluated.margin)).toBeLessThan(1e-9);
        expect(explained).toMatchObject(evaluated);
        expect(explained.contributions.length + explained.unknown.length).toBe(
          3,
        );
      }),
    );
  });

  it('lists unknown signals instead of giving them a contribution', () => {
    const explained = explainLinear(model, [NaN, 99, NaN]);
    expect(explained.unknown).toEqual(['entropy', 'ld']);
    expect(explained.contributions.map(({ name }) => name)).toEqual(['la']);
  });

  it('gives the average change its base alone', () => {
    const average = explainLinear(model, [1, Math.expm1(2), Math.expm1(3)]);
    expect(average.margin).toBeCloseTo(average.base, 5);
  });
});

describe('probabilityEffect', () => {
  it('is what the probability would lose without the contribution', () => {
    expect(probabilityEffect({ margin: 0, contribution: 0 })).toBe(0);
    expect(probabilityEffect({ margin: 1, contribution: 1 })).toBeCloseTo(
      sigmoid(1) - 0.5,
      12,
    );
    expect(probabilityEffect({ margin: -1, contribution: -2 })).toBeLessThan(0);
  });
});

describe('probabilityInterval', () => {
  it('is the delta method over the parameters when all signals are known', () => {
    // Standardised: 0.5, 1 and 0.
    const values = [2, Math.fround(Math.expm1(3)), Math.fround(Math.expm1(3))];
    const { margin } = evaluateLinear(model, values);
    const variance =
      0.04 + 0.5 ** 2 * 0.01 + 2 * 0.5 * 1 * 0.002 + 1 ** 2 * 0.02;
    const { low, high } = probabilityInterval(model, values);
    const spread = 1.959963984540054 * Math.sqrt(variance);
    expect(low).toBeCloseTo(sigmoid(margin - spread), 5);
    expect(high).toBeCloseTo(sigmoid(margin + spread), 5);
  });

  it('adds the variance of an unknown signal', () => {
    const { low, high } = probabilityInterval(model, [NaN, NaN, NaN]);
    const spread =
      1.959963984540054 * Math.sqrt(0.04 + 0.5 ** 2 + 1.5 ** 2 + 0.25 ** 2);
    expect(low).toBeCloseTo(sigmoid(-1 - spread), 12);
    expect(high).toBeCloseTo(sigmoid(-1 + spread), 12);
  });

  it('holds the probability', () => {
    fc.assert(
      fc.property(row, values => {
        const { low, high } = probabilityInterval(model, values);
        const { probability } = evaluateLinear(model, values);
        expect(low).toBeLessThanOrEqual(probability);
        expect(high).toBeGreaterThanOrEqual(probability);
      }),
    );
  });
});
