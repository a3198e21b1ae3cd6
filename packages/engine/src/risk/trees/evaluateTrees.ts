import type { TreeEnsemble } from './treeEnsemble';

/** The index of the leaf that a tree leads to. */
function descend(
  ensemble: TreeEnsemble,
  row: ArrayLike<number>,
  offset: number,
  tree: number,
): number {
  const { starts, feature, threshold, missingLeft, left, right } = ensemble;
  let node = starts[tree];
  while (feature[node] >= 0) {
    const value = row[offset + feature[node]];
    const goesLeft = Number.isNaN(value)
      ? missingLeft[node] === 1
      : value <= threshold[node];
    node = goesLeft ? left[node] : right[node];
  }
  return node;
}

function checkWidth(ensemble: TreeEnsemble, rows: Float32Array): number {
  const count = rows.length / ensemble.featureCount;
  if (!Number.isInteger(count)) {
    throw new RangeError(
      `The model has ${ensemble.featureCount} features per row, got ${rows.length} values`,
    );
  }
  return count;
}

/**
 * The margin of each row, in log-odds: the base margin plus the leaf of every tree, summed in double precision. NaN is
 * unknown; a row of nothing but NaN has a margin too.
 *
 * @param rows - row-major float32 values, one row or many.
 * @throws RangeError when the values are no whole number of rows.
 * @public
 */
export function evaluateTrees(
  ensemble: TreeEnsemble,
  rows: Float32Array,
): Float64Array {
  const margins = new Float64Array(checkWidth(ensemble, rows));
  const { featureCount, baseMargin, value } = ensemble;
  const trees = ensemble.starts.length - 1;
  for (let row = 0; row < margins.length; row++) {
    let margin = baseMargin;
    for (let tree = 0; tree < trees; tree++) {
      margin += value[descend(ensemble, rows, row * featureCount, tree)];
    }
    margins[row] = margin;
  }
  return margins;
}

/**
 * The leaf of every tree that one row ends in, as indexes among all nodes.
 *
 * @throws RangeError when the row has another length.
 * @public
 */
export function leafIndices(
  ensemble: TreeEnsemble,
  row: Float32Array,
): Int32Array {
  if (checkWidth(ensemble, row) !== 1) {
    throw new RangeError(
      `The model has ${ensemble.featureCount} features, the row ${row.length} values`,
    );
  }
  return Int32Array.from({ length: ensemble.starts.length - 1 }, (_, tree) =>
    descend(ensemble, row, 0, tree),
  );
}
