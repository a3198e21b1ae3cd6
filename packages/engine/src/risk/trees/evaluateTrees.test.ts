import { evaluateTrees, leafIndices } from './evaluateTrees';
import type { TreeEnsemble } from './treeEnsemble';

/** x0 <= 1, unknown goes right; on the right x1 <= 0.5, unknown goes left. A second tree is a single leaf. */
const ensemble: TreeEnsemble = {
  featureCount: 2,
  baseMargin: 0.5,
  starts: Int32Array.of(0, 5, 6),
  feature: Int16Array.of(0, -1, 1, -1, -1, -1),
  threshold: Float32Array.of(1, 0, 0.5, 0, 0, 0),
  missingLeft: Uint8Array.of(0, 0, 1, 0, 0, 0),
  left: Int32Array.of(1, 0, 3, 0, 0, 0),
  right: Int32Array.of(2, 0, 4, 0, 0, 0),
  value: Float32Array.of(0, 1, 0, 2, 4, 8),
  cover: Float64Array.of(4, 1, 3, 1, 2, 4),
};

describe('evaluateTrees', () => {
  it.each([
    ['at the threshold goes left', [1, 9], 9.5, [1, 5]],
    ['above goes right, then left', [2, 0.5], 10.5, [3, 5]],
    ['above goes right twice', [2, 0.75], 12.5, [4, 5]],
    ['unknown follows each node', [NaN, NaN], 10.5, [3, 5]],
    ['unknown at the root only', [NaN, 3], 12.5, [4, 5]],
  ])('%s', (_, row, margin, leaves) => {
    expect(Array.from(evaluateTrees(ensemble, Float32Array.from(row)))).toEqual(
      [margin],
    );
    expect(Array.from(leafIndices(ensemble, Float32Array.from(row)))).toEqual(
      leaves,
    );
  });

  it('evaluates many rows', () => {
    const rows = Float32Array.of(1, 9, 2, 0.75);
    expect(Array.from(evaluateTrees(ensemble, rows))).toEqual([9.5, 12.5]);
    expect(evaluateTrees(ensemble, new Float32Array(0))).toHaveLength(0);
  });

  it('refuses rows of another width', () => {
    expect(() => evaluateTrees(ensemble, new Float32Array(3))).toThrow(
      'The model has 2 features per row, got 3 values',
    );
    expect(() => leafIndices(ensemble, new Float32Array(4))).toThrow(
      'The model has 2 features, the row 4 values',
    );
  });
});
