/** @jest-environment node */
import fc from 'fast-check';
import { evaluateLinear } from '../evaluateLinear';
import type { LinearModel } from '../linearModel';
import { canonicalFeatureSchema, riskFeatures } from '../riskFeatures';
import { runOnnx } from './__fixtures__/runOnnx';
import { writeLinearModel } from './writeLinearModel';

const width = riskFeatures.length;

const finite = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true });
const perFeature = <T>(values: fc.Arbitrary<T>) =>
  fc.array(values, { minLength: width, maxLength: width });

const anyModel = fc
  .record({
    coefficients: perFeature(finite(-1.5, 1.5)),
    intercept: finite(-3, 3),
    means: perFeature(finite(0, 8)),
    scales: perFeature(finite(0.2, 3)),
  })
  .map(
    (drawn): LinearModel => ({
      ...drawn,
      features: riskFeatures,
      imputation: drawn.means,
      covariance: [],
    }),
  );

const anyValue = fc.oneof(
  fc.constant(NaN),
  fc.constant(0),
  finite(0, 1),
  finite(0, 50),
  fc.integer({ min: 0, max: 1_000_000 }),
);

function write(model: LinearModel): Uint8Array {
  return writeLinearModel({
    model,
    schemaHash: 'ab'.repeat(32),
    trainingDescription: 'drawn at random',
    createdFrom: 'a test',
  });
}

describe('writeLinearModel', () => {
  it('gives a model that ONNX Runtime evaluates as the TypeScript evaluator does, unknown signals included', async () => {
    const cases = fc.sample(
      fc.tuple(
        anyModel,
        fc.array(perFeature(anyValue), { minLength: 1, maxLength: 64 }),
      ),
      { numRuns: 100, seed: 20 },
    );
    const answers = await runOnnx(
      cases.map(([model, rows]) => ({
        onnx: write(model),
        rows: rows.flat(),
        columns: width,
      })),
    );

    expect(answers).toHaveLength(cases.length);
    for (const [index, [model, rows]] of cases.entries()) {
      const answer = answers[index];
      const expected = rows.map(row => evaluateLinear(model, row));
      expect(answer.dims).toEqual([
        [rows.length, 1],
        [rows.length, 1],
      ]);
      const marginErrors = expected.map(
        // float32 holds about seven digits of a sum that may pass through hundreds.
        ({ margin }, row) =>
          Math.abs((answer.margins?.[row] ?? NaN) - margin) /
          Math.max(1, Math.abs(margin)),
      );
      const probabilityErrors = expected.map(({ probability }, row) =>
        Math.abs((answer.probabilities?.[row] ?? NaN) - probability),
      );
      expect(Math.max(...marginErrors)).toBeLessThan(1e-5);
      expect(Math.max(...probabilityErrors)).toBeLessThan(1e-5);
    }
  });

  it('gives a model that refuses a row of another width', async () => {
    const [model] = fc.sample(anyModel, { numRuns: 1, seed: 1 });
    const [answer] = await runOnnx([
      { onnx: write(model), rows: [1, 2, 3], columns: 3 },
    ]);
    expect(answer.error).toMatch(/invalid dimensions for input: features/i);
  });

  it('carries its schema and its origin, and is the same bytes each time', () => {
    const [model] = fc.sample(anyModel, { numRuns: 1, seed: 1 });
    const text = new TextDecoder('latin1').decode(write(model));
    for (const part of [
      canonicalFeatureSchema(),
      'ab'.repeat(32),
      'drawn at random',
      'a test',
    ]) {
      expect(text).toContain(part);
    }
    expect(write(model)).toEqual(write(model));
  });
});
