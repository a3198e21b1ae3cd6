/** @jest-environment node */
import fc from 'fast-check';
import { calibrate, type Calibrator } from '../calibration';
import {
  randomEnsemble,
  randomRows,
} from '../explain/__fixtures__/randomEnsemble';
import { evaluateTrees } from '../trees/evaluateTrees';
import type { TreeEnsemble } from '../trees/treeEnsemble';
import { runOnnx } from './__fixtures__/runOnnx';
import { writeTreeModel } from './writeTreeModel';

const SCHEMA = '{"features":[]}';

function write(
  trees: TreeEnsemble,
  calibrator: Calibrator = { kind: 'none' },
): Uint8Array {
  return writeTreeModel({
    trees,
    calibrator,
    schema: SCHEMA,
    schemaHash: 'ab'.repeat(32),
    trainingDescription: 'drawn at random',
    trainingWindow: {
      from: '2026-01-01T00:00:00Z',
      to: '2026-06-30T00:00:00Z',
    },
    createdFrom: 'a test',
  });
}

const greatest = (values: number[]) =>
  values.reduce((most, value) => (value <= most ? most : value), 0);

describe('writeTreeModel', () => {
  it('gives a model that ONNX Runtime evaluates as the TypeScript evaluator does, for every row', async () => {
    const drawn = fc.sample(
      fc.record({
        seed: fc.integer({ min: 0, max: 2 ** 31 }),
        trees: fc.integer({ min: 1, max: 80 }),
        depth: fc.integer({ min: 0, max: 7 }),
        featureCount: fc.integer({ min: 1, max: 34 }),
        slope: fc.double({ min: 0, max: 3, noNaN: true }),
        intercept: fc.double({ min: -3, max: 3, noNaN: true }),
      }),
      { numRuns: 60, seed: 21 },
    );
    const cases = drawn.map(options => {
      const trees = randomEnsemble(options);
      const { slope, intercept } = options;
      const calibrator: Calibrator = { kind: 'platt', slope, intercept };
      const rows = randomRows({ ...options, rows: 50 });
      return { trees, calibrator, rows, columns: options.featureCount };
    });
    const answers = await runOnnx(
      cases.map(({ trees, calibrator, rows, columns }) => ({
        onnx: write(trees, calibrator),
        rows,
        columns,
      })),
    );
    for (const [index, { trees, calibrator, rows }] of cases.entries()) {
      const { dims, margins = [], probabilities = [] } = answers[index];
      const expected = Array.from(evaluateTrees(trees, rows));
      expect(dims).toEqual([
        [expected.length, 1],
        [expected.length, 1],
      ]);
      expect(
        greatest(
          expected.map((margin, row) => Math.abs(margins[row] - margin)),
        ),
      ).toBeLessThan(1e-5);
      expect(
        greatest(
          expected.map((margin, row) =>
            Math.abs(
              probabilities[row] - calibrate(calibrator, margin).probability,
            ),
          ),
        ),
      ).toBeLessThan(1e-5);
    }
  });

  it('sends a value that is a threshold, and its float32 neighbours, the way that TypeScript does', async () => {
    const thresholds = [0.1, 1 / 3, 16777217, 1e-40, 123456.789, 0].map(
      Math.fround,
    );
    const trees = (threshold: number): TreeEnsemble => ({
      featureCount: 1,
      baseMargin: 0,
      starts: Int32Array.of(0, 3),
      feature: Int16Array.of(0, -1, -1),
      threshold: Float32Array.of(threshold, 0, 0),
      missingLeft: Uint8Array.of(0, 0, 0),
      left: Int32Array.of(1, 0, 0),
      right: Int32Array.of(2, 0, 0),
      value: Float32Array.of(0, -1, 1),
      cover: Float64Array.of(2, 1, 1),
    });
    const neighbours = (threshold: number) => {
      const bits = new Int32Array(Float32Array.of(threshold).buffer);
      const at = (offset: number) =>
        new Float32Array(Int32Array.of(bits[0] + offset).buffer)[0];
      return Float32Array.of(at(0), at(1), threshold > 0 ? at(-1) : -1);
    };
    const answers = await runOnnx(
      thresholds.map(threshold => ({
        onnx: write(trees(threshold)),
        rows: neighbours(threshold),
        columns: 1,
      })),
    );
    for (const [index, threshold] of thresholds.entries()) {
      expect(answers[index].margins).toEqual([-1, 1, -1]);
      expect([
        ...evaluateTrees(trees(threshold), neighbours(threshold)),
      ]).toEqual([-1, 1, -1]);
    }
  });

  it.each([
    ['beta', { kind: 'beta', a: 1, b: 2, c: 0 }],
    ['isotonic', { kind: 'isotonic', margins: [0], probabilities: [0.5] }],
    ['none', { kind: 'none' }],
  ] satisfies Array<[string, Calibrator]>)(
    'leaves the calibrator %s to the table beside it, and says so',
    async (kind, calibrator) => {
      const trees = randomEnsemble({
        seed: 3,
        trees: 4,
        depth: 3,
        featureCount: 2,
      });
      const onnx = write(trees, calibrator);
      const rows = randomRows({ seed: 3, rows: 8, featureCount: 2 });
      const [{ probabilities }] = await runOnnx([{ onnx, rows, columns: 2 }]);
      expect(probabilities).toEqual(
        Array.from(evaluateTrees(trees, rows), margin =>
          expect.closeTo(calibrate({ kind: 'none' }, margin).probability, 6),
        ),
      );
      expect(new TextDecoder('latin1').decode(onnx)).toContain(kind);
    },
  );

  it('writes an ensemble without trees as its base margin', async () => {
    const trees = {
      ...randomEnsemble({ seed: 3, trees: 0, depth: 0, featureCount: 2 }),
      baseMargin: -1.5,
    };
    const [{ margins }] = await runOnnx([
      { onnx: write(trees), rows: [1, NaN], columns: 2 },
    ]);
    expect(margins).toEqual([-1.5]);
  });

  it('gives a model that refuses a row of another width', async () => {
    const trees = randomEnsemble({
      seed: 1,
      trees: 2,
      depth: 2,
      featureCount: 5,
    });
    const [{ error }] = await runOnnx([
      { onnx: write(trees), rows: [1, 2, 3], columns: 3 },
    ]);
    expect(error).toMatch(/invalid dimensions for input: features/i);
  });

  it('carries its schema, window and origin, and is the same bytes each time', () => {
    const trees = randomEnsemble({
      seed: 1,
      trees: 2,
      depth: 2,
      featureCount: 5,
    });
    const text = new TextDecoder('latin1').decode(write(trees));
    for (const part of [
      SCHEMA,
      'ab'.repeat(32),
      'drawn at random',
      '2026-01-01T00:00:00Z/2026-06-30T00:00:00Z',
      'a test',
    ]) {
      expect(text).toContain(part);
    }
    expect(write(trees)).toEqual(write(trees));
  });

  it('writes 800 trees of depth 5 into less than 1.6 MB', () => {
    const trees = randomEnsemble({
      seed: 1,
      trees: 800,
      depth: 5,
      featureCount: 14,
      splitShare: 1,
    });
    const onnx = write(trees);
    expect(onnx.length).toBeLessThan(1_600_000);
  });
});
