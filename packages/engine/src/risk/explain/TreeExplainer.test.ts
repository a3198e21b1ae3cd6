import fc from 'fast-check';
import { evaluateTrees } from '../trees/evaluateTrees';
import { SeededRandom } from '../trees/SeededRandom';
import { trainTrees } from '../trees/trainTrees';
import { defaultTreeParameters } from '../trees/treeParameters';
import { randomEnsemble, randomRows } from './__fixtures__/randomEnsemble';
import { shapleyByEnumeration } from './shapleyByEnumeration';
import { TreeExplainer } from './TreeExplainer';

const shape = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  trees: fc.integer({ min: 1, max: 6 }),
  depth: fc.integer({ min: 0, max: 7 }),
  featureCount: fc.integer({ min: 1, max: 6 }),
});

function rowsOf(options: { seed: number; featureCount: number }, count = 5) {
  const rows = randomRows({ ...options, rows: count });
  return Array.from({ length: count }, (_, row) =>
    rows.subarray(row * options.featureCount, (row + 1) * options.featureCount),
  );
}

describe('TreeExplainer', () => {
  it('gives the Shapley values of the definition, with unknown values, repeated features and empty branches', () => {
    fc.assert(
      fc.property(shape, drawn => {
        const trees = randomEnsemble(drawn);
        const explainer = TreeExplainer.create(trees);
        for (const row of rowsOf(drawn)) {
          const expected = shapleyByEnumeration(trees, row);
          const { contributions } = explainer.explain(row);
          for (const [feature, value] of expected.entries()) {
            expect(contributions[feature]).toBeCloseTo(value, 11);
          }
        }
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('adds up to the margin, for deep and wide ensembles too', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 0, max: 2 ** 31 }),
          trees: fc.integer({ min: 1, max: 60 }),
          depth: fc.integer({ min: 1, max: 12 }),
          featureCount: fc.integer({ min: 1, max: 34 }),
          splitShare: fc.constant(0.7),
        }),
        drawn => {
          const trees = randomEnsemble(drawn);
          const explainer = TreeExplainer.create(trees);
          for (const row of rowsOf(drawn)) {
            const { base, contributions, margin } = explainer.explain(row);
            const [expected] = evaluateTrees(trees, row);
            expect(Math.abs(margin - expected)).toBeLessThan(1e-9);
            const sum = contributions.reduce((a, b) => a + b, base);
            expect(Math.abs(sum - expected)).toBeLessThan(1e-9);
          }
        },
      ),
      { numRuns: 100, seed: 4 },
    );
  });

  it('gives a feature that no tree asks about exactly nothing', () => {
    const trees = randomEnsemble({
      seed: 5,
      trees: 20,
      depth: 5,
      featureCount: 4,
    });
    const wider = { ...trees, featureCount: 6 };
    const explainer = TreeExplainer.create(wider);
    const { contributions } = explainer.explain([1, 2, 3, NaN, 7, NaN]);
    expect(contributions[4]).toBe(0);
    expect(contributions[5]).toBe(0);
  });

  it('gives a constant and an all-unknown feature of the training rows no credit', () => {
    const random = SeededRandom.create({ seed: 8 });
    const rows = new Float32Array(600 * 4);
    const labels = new Uint8Array(600);
    for (let row = 0; row < 600; row++) {
      const value = random.next();
      rows.set([value, 7, NaN, random.next()], 4 * row);
      labels[row] = random.next() < value ? 1 : 0;
    }
    const { ensemble } = trainTrees({
      rows,
      labels,
      featureCount: 4,
      parameters: { ...defaultTreeParameters, rounds: 30 },
      seed: 1,
    });
    const explainer = TreeExplainer.create(ensemble);
    expect(explainer.base).toBeCloseTo(
      evaluateTrees(ensemble, rows).reduce((sum, m) => sum + m / 600, 0),
      1,
    );
    const { contributions } = explainer.explain([0.9, 1, 5, 0.5]);
    expect(contributions[0]).toBeGreaterThan(0.5);
    expect(contributions[1]).toBe(0);
    expect(contributions[2]).toBe(0);
  });

  it('gives equal rows equal shares, wherever they stand', () => {
    const drawn = { seed: 9, trees: 10, depth: 5, featureCount: 5 };
    const explainer = TreeExplainer.create(randomEnsemble(drawn));
    const [row, other] = rowsOf(drawn, 2);
    const first = explainer.explain(row);
    explainer.explain(other);
    expect(explainer.explain(row.slice())).toEqual(first);
  });

  it('is the mean over the training rows for its base', () => {
    const trees = {
      ...randomEnsemble({ seed: 1, trees: 1, depth: 0, featureCount: 1 }),
      baseMargin: -1,
      starts: Int32Array.of(0, 3),
      feature: Int16Array.of(0, -1, -1),
      threshold: Float32Array.of(2, 0, 0),
      missingLeft: Uint8Array.of(0, 0, 0),
      left: Int32Array.of(1, 0, 0),
      right: Int32Array.of(2, 0, 0),
      value: Float32Array.of(0, -2, 4),
      cover: Float64Array.of(4, 3, 1),
    };
    const explainer = TreeExplainer.create(trees);
    // -1 + (3 · -2 + 1 · 4) / 4
    expect(explainer.base).toBe(-1.5);
    expect([...explainer.explain([2]).contributions]).toEqual([-1.5]);
    expect([...explainer.explain([NaN]).contributions]).toEqual([4.5]);
  });

  it('sends a value the way that its float32 form goes', () => {
    const trees = randomEnsemble({
      seed: 6,
      trees: 5,
      depth: 3,
      featureCount: 2,
    });
    const explainer = TreeExplainer.create(trees);
    expect(explainer.explain([2 + 1e-12, 3]).contributions).toEqual(
      explainer.explain([2, 3]).contributions,
    );
  });

  it('refuses a row of another width', () => {
    const trees = randomEnsemble({
      seed: 7,
      trees: 1,
      depth: 2,
      featureCount: 3,
    });
    expect(() => TreeExplainer.create(trees).explain([1, 2])).toThrow(
      'The trees have 3 features, the row 2 values',
    );
  });
});
