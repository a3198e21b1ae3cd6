import { leafIndices } from '../trees/evaluateTrees';
import { randomEnsemble, randomRows } from './__fixtures__/randomEnsemble';
import { LeafSpace } from './LeafSpace';
import { treeWeights } from './treeWeights';

const trees = randomEnsemble({ seed: 1, trees: 60, depth: 4, featureCount: 5 });
const rows = Array.from({ length: 300 }, (_, row) =>
  leafIndices(trees, randomRows({ seed: row, rows: 1, featureCount: 5 })),
);

function filled(weights?: ArrayLike<number>): LeafSpace {
  const space = LeafSpace.create({ trees, weights });
  for (const row of rows) {
    space.add(row);
  }
  return space;
}

/** The definition, over all rows. */
function expected(leaves: Int32Array, weights: ArrayLike<number>): number[] {
  const total = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
  return rows.map(
    row =>
      row.reduce(
        (sum, leaf, tree) => sum + (leaf === leaves[tree] ? weights[tree] : 0),
        0,
      ) / total,
  );
}

describe('LeafSpace', () => {
  it.each([
    ['the same weight for every tree', undefined],
    ['more weight for trees that decide more', treeWeights(trees)],
  ])('finds the nearest rows, with %s', (_, weights) => {
    const leaves = rows[17];
    const all = expected(leaves, weights ?? new Array(60).fill(1));
    const found = filled(weights).nearest({ leaves, count: 10 });
    expect(found).toHaveLength(10);
    expect(found[0]).toEqual({ index: 17, similarity: expect.closeTo(1, 12) });
    expect(found.map(({ similarity }) => similarity)).toEqual(
      [...all]
        .sort((a, b) => b - a)
        .slice(0, 10)
        .map(similarity => expect.closeTo(similarity, 12)),
    );
    for (const { index, similarity } of found) {
      expect(similarity).toBeCloseTo(all[index], 12);
    }
  });

  it('looks only at accepted rows, and gives fewer where there are fewer', () => {
    const found = filled().nearest({
      leaves: rows[17],
      count: 10,
      accept: index => index === 3 || index === 5,
    });
    expect(found.map(({ index }) => index).sort()).toEqual([3, 5]);
  });

  it('prefers the row stored last among equals', () => {
    const space = LeafSpace.create({ trees });
    space.add(rows[0]);
    space.add(rows[0]);
    const [first] = space.nearest({ leaves: rows[0], count: 1 });
    expect(first.index).toBe(1);
  });

  it('tells leaves apart in trees with more than 256 of them', () => {
    const wide = randomEnsemble({
      seed: 2,
      trees: 2,
      depth: 10,
      featureCount: 5,
      splitShare: 1,
    });
    const space = LeafSpace.create({ trees: wide });
    const leaves = Array.from({ length: 200 }, (_, row) =>
      leafIndices(wide, randomRows({ seed: row, rows: 1, featureCount: 5 })),
    );
    for (const row of leaves) {
      space.add(row);
    }
    for (const { index, similarity } of space.nearest({
      leaves: leaves[9],
      count: 200,
    })) {
      const same = [0, 1].filter(t => leaves[index][t] === leaves[9][t]).length;
      expect(similarity).toBe(same / 2);
    }
  });

  it('refuses leaves or weights of another number of trees', () => {
    const space = LeafSpace.create({ trees });
    expect(() => space.add(Int32Array.of(1))).toThrow(
      'The space has 60 trees, the row 1 leaves',
    );
    expect(() => LeafSpace.create({ trees, weights: [1] })).toThrow(
      'Weights must be 60 numbers from 0',
    );
  });
});

describe('treeWeights', () => {
  it('is the spread of the leaf values over the training rows', () => {
    const [weight] = treeWeights({
      featureCount: 1,
      baseMargin: 0,
      starts: Int32Array.of(0, 3),
      feature: Int16Array.of(0, -1, -1),
      threshold: Float32Array.of(1, 0, 0),
      missingLeft: new Uint8Array(3),
      left: Int32Array.of(1, 0, 0),
      right: Int32Array.of(2, 0, 0),
      value: Float32Array.of(0, -1, 3),
      cover: Float64Array.of(4, 3, 1),
    });
    // values -1 ×3 and 3: mean 0, variance (3 · 1 + 9) / 4
    expect(weight).toBeCloseTo(Math.sqrt(3), 12);
  });
});
