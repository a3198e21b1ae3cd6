import fc from 'fast-check';
import { drawnRows } from './__testUtils__/drawnRows';
import { evaluateTrees, leafIndices } from './evaluateTrees';
import type { TreeTrainingSet } from './trainingRows';
import { trainTrees } from './trainTrees';
import { defaultTreeParameters, type TreeParameters } from './treeParameters';

const parameters: TreeParameters = {
  ...defaultTreeParameters,
  rounds: 8,
  learningRate: 0.3,
  maxDepth: 4,
  minChildRows: 3,
  minChildHessian: 0.1,
};
const train = (set: TreeTrainingSet, changed: Partial<TreeParameters> = {}) =>
  trainTrees({ ...set, parameters: { ...parameters, ...changed }, seed: 11 })
    .ensemble;

const withColumn = (
  set: TreeTrainingSet,
  column: (row: number) => number,
): TreeTrainingSet => {
  const width = set.featureCount + 1;
  return {
    ...set,
    featureCount: width,
    rows: Float32Array.from({ length: set.labels.length * width }, (_, i) => {
      const row = Math.floor(i / width);
      return i % width === set.featureCount
        ? column(row)
        : set.rows[row * set.featureCount + (i % width)];
    }),
  };
};

/** Few enough distinct values for a range each: 0, 1, …, 39 per feature. */
const gridRows = (seed: number) => {
  const set = drawnRows({ count: 250, seed, unknown: 0.1 });
  return { ...set, rows: set.rows.map(value => Math.round(10 * value) + 20) };
};

describe('trees', () => {
  it('do not change when a feature is replaced by a rising function of it', () => {
    const transforms = [
      (x: number) => 2 * x + 7,
      (x: number) => Math.log1p(x + 1),
      (x: number) => x ** 3,
      (x: number) => -1 / (x + 1),
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.constantFrom(...transforms),
        (seed, transform) => {
          const set = gridRows(seed);
          const other = { ...set, rows: set.rows.map(transform) };
          const [a, b] = [set, other].map(rows => train(rows));
          expect(b.feature).toEqual(a.feature);
          expect(b.value).toEqual(a.value);
          for (let row = 0; row < 250; row++) {
            expect(
              leafIndices(b, other.rows.subarray(4 * row, 4 * row + 4)),
            ).toEqual(leafIndices(a, set.rows.subarray(4 * row, 4 * row + 4)));
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('turn round when a feature falls instead of rising', () => {
    const set = gridRows(2);
    const [a, b] = [set, { ...set, rows: set.rows.map(x => -x) }].map(rows =>
      evaluateTrees(
        train(rows, { rowShare: 1, columnShareBySplit: 1 }),
        rows.rows,
      ),
    );
    for (const [row, margin] of a.entries()) {
      expect(b[row]).toBeCloseTo(margin, 4);
    }
  });

  it('learn where unknown values belong', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.integer({ min: 1, max: 100 }),
        (missingIsRisky, seed) => {
          // Values above 0 are risky; unknown ones as said.
          const set = drawnRows({
            count: 300,
            featureCount: 2,
            seed,
            unknown: 0.3,
          });
          const labels = set.labels.map((_, row) => {
            const value = set.rows[2 * row];
            return Number(Number.isNaN(value) ? missingIsRisky : value > 0);
          });
          const ensemble = train({ ...set, labels }, { columnShareBySplit: 1 });
          const [unknown, safe, risky] = evaluateTrees(
            ensemble,
            Float32Array.of(NaN, 0, -1, 0, 1, 0),
          );
          expect(risky).toBeGreaterThan(safe + 1);
          expect(
            Math.abs(unknown - (missingIsRisky ? risky : safe)),
          ).toBeLessThan(0.5);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('never ask about a constant or an unknown feature', () => {
    for (const value of [3, 0, NaN]) {
      const ensemble = train(withColumn(gridRows(3), () => value));
      expect(ensemble.feature).not.toContain(4);
      expect(ensemble.feature).toContain(0);
    }
  });

  it('take a row of weight two as two rows', () => {
    const set = gridRows(4);
    const twice = set.labels.map((_, row) => row % 2);
    const doubled = {
      ...set,
      rows: Float32Array.from([
        ...set.rows,
        ...set.rows.filter((_, i) => twice[Math.floor(i / 4)]),
      ]),
      labels: Uint8Array.from([
        ...set.labels,
        ...set.labels.filter((_, row) => twice[row]),
      ]),
    };
    const weighted = { ...set, weights: twice.map(extra => 1 + extra) };
    const sure = { rowShare: 1, columnShareBySplit: 1, minChildRows: 1 };
    const [a, b] = [doubled, weighted].map(rows =>
      evaluateTrees(train(rows, sure), set.rows),
    );
    for (const [row, margin] of a.entries()) {
      expect(margin).toBeCloseTo(b[row], 4);
    }
  });

  it('never fall along a feature that may only rise, nor rise along one that may only fall', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), seed => {
        const set = drawnRows({ count: 300, seed, unknown: 0.1 });
        const ensemble = train(set, { monotone: [-1, 1, 0, 0], maxDepth: 6 });
        for (const [feature, sign] of [-1, 1].entries()) {
          for (let row = 0; row < 50; row++) {
            const start = set.rows.slice(4 * row, 4 * row + 4);
            let previous = -sign * Infinity;
            for (let value = -2.5; value <= 2.5; value += 0.1) {
              start[feature] = value;
              const [margin] = evaluateTrees(ensemble, start);
              expect(sign * (margin - previous)).toBeGreaterThanOrEqual(-1e-9);
              previous = margin;
            }
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  it('have a margin for a row of which nothing is known', () => {
    const ensemble = train(gridRows(5));
    const [margin] = evaluateTrees(ensemble, new Float32Array(4).fill(NaN));
    expect(Number.isFinite(margin)).toBe(true);
  });

  it('are none where nothing is known of any row', () => {
    const set = gridRows(6);
    const ensemble = train({ ...set, rows: set.rows.map(() => NaN) });
    expect(Array.from(ensemble.starts)).toEqual([0]);
    const share = set.labels.reduce((sum, label) => sum + label, 0) / 250;
    expect(evaluateTrees(ensemble, set.rows)[0]).toBeCloseTo(
      Math.log(share / (1 - share)),
      5,
    );
  });

  it('have float32 thresholds that send every training row the same way', () => {
    const set = drawnRows({ count: 2000, seed: 8 });
    const { ensemble, trainingLoss } = trainTrees({
      ...set,
      parameters: { ...parameters, maxBins: 16 },
      seed: 1,
    });
    const loss =
      evaluateTrees(ensemble, set.rows).reduce(
        (sum, margin, row) =>
          sum + Math.log1p(Math.exp(set.labels[row] ? -margin : margin)),
        0,
      ) / 2000;
    expect(loss).toBeCloseTo(trainingLoss[8], 6);
  });
});
