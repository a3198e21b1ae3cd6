import type { TreeEnsemble } from '../trees/treeEnsemble';
import { leftShare } from './leftShare';

const MAX_FEATURES = 20;

/** The mean of a tree over the training rows where only the features in `known` (bits) are known. */
function meanWhenKnown(
  trees: TreeEnsemble,
  options: { node: number; row: ArrayLike<number>; known: number },
): number {
  const { node, row, known } = options;
  const feature = trees.feature[node];
  if (feature < 0) {
    return trees.value[node];
  }
  const [left, right] = [trees.left[node], trees.right[node]];
  if ((known >> feature) & 1) {
    const goesLeft = Number.isNaN(row[feature])
      ? trees.missingLeft[node] === 1
      : row[feature] <= trees.threshold[node];
    return meanWhenKnown(trees, { node: goesLeft ? left : right, row, known });
  }
  const toLeft = leftShare(trees, node);
  return (
    toLeft * meanWhenKnown(trees, { node: left, row, known }) +
    (1 - toLeft) * meanWhenKnown(trees, { node: right, row, known })
  );
}

/**
 * Shapley values by their definition, over all coalitions of features (Lundberg et al. 2020, section "TreeExplainer"): what
 * `TreeExplainer` is checked against. The work is 2 to the number of features times the number of nodes.
 *
 * @returns log-odds per feature.
 * @throws RangeError for more than 20 features.
 * @public
 */
export function shapleyByEnumeration(
  trees: TreeEnsemble,
  row: ArrayLike<number>,
): Float64Array {
  const count = trees.featureCount;
  if (count > MAX_FEATURES) {
    throw new RangeError(
      `Coalitions of ${count} features are too many; at most ${MAX_FEATURES} can be enumerated`,
    );
  }
  const worth = Float64Array.from({ length: 2 ** count }, (_, known) => {
    let sum = 0;
    for (let tree = 0; tree < trees.starts.length - 1; tree++) {
      sum += meanWhenKnown(trees, { node: trees.starts[tree], row, known });
    }
    return sum;
  });
  // weight of a coalition of s others: s! (count - s - 1)! / count!
  const weights = new Float64Array(count).fill(1 / count);
  for (let s = 1; s < count; s++) {
    weights[s] = (weights[s - 1] * s) / (count - s);
  }
  const sizeOf = (known: number) =>
    Array.from(known.toString(2)).filter(bit => bit === '1').length;
  return Float64Array.from({ length: count }, (_, feature) => {
    let value = 0;
    for (let known = 0; known < worth.length; known++) {
      if (!((known >> feature) & 1)) {
        value +=
          weights[sizeOf(known)] *
          (worth[known | (1 << feature)] - worth[known]);
      }
    }
    return value;
  });
}
