import type { TreeEnsemble } from '../trees/treeEnsemble';

/**
 * How much each tree moves the margin: the standard deviation of its leaf values over the training rows, by cover. As
 * weights of a `LeafSpace` they let the first trees of a boost, which decide most, count most.
 *
 * @returns log-odds per tree.
 * @public
 */
export function treeWeights(trees: TreeEnsemble): Float64Array {
  const { starts, feature, value, cover } = trees;
  return Float64Array.from({ length: starts.length - 1 }, (_, tree) => {
    let [weight, sum, squares] = [0, 0, 0];
    for (let node = starts[tree]; node < starts[tree + 1]; node++) {
      if (feature[node] < 0) {
        weight += cover[node];
        sum += cover[node] * value[node];
        squares += cover[node] * value[node] ** 2;
      }
    }
    return weight > 0
      ? Math.sqrt(Math.max(0, squares / weight - (sum / weight) ** 2))
      : 0;
  });
}
