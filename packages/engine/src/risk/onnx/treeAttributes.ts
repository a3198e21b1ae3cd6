import type { TreeEnsemble } from '../trees/treeEnsemble';
import type { AttributeValue } from './onnxMessages';

/** Stands for an ensemble without trees, which the operator does not allow. */
const ONE_LEAF = {
  starts: Int32Array.of(0, 1),
  feature: Int16Array.of(-1),
  threshold: Float32Array.of(0),
  missingLeft: Uint8Array.of(0),
  left: Int32Array.of(0),
  right: Int32Array.of(0),
  value: Float32Array.of(0),
};

/**
 * The attributes of a `TreeEnsembleRegressor` (ai.onnx.ml 3): node ids count from 0 in every tree; BRANCH_LEQ sends values
 * up to the threshold to the true branch, and `missing_value_tracks_true` unknown ones.
 *
 * @internal
 */
export function treeAttributes(
  ensemble: TreeEnsemble,
): Record<string, AttributeValue> {
  const trees =
    ensemble.starts.length > 1 ? ensemble : { ...ensemble, ...ONE_LEAF };
  const { starts, feature, left, right, missingLeft } = trees;
  const count = feature.length;
  const treeIds = new Int32Array(count);
  const nodeIds = new Int32Array(count);
  for (let tree = 0; tree < starts.length - 1; tree++) {
    for (let node = starts[tree]; node < starts[tree + 1]; node++) {
      treeIds[node] = tree;
      nodeIds[node] = node - starts[tree];
    }
  }
  const isSplit = (node: number) => feature[node] >= 0;
  const leaves = Int32Array.from(feature.keys()).filter(node => !isSplit(node));
  const child = (side: Int32Array) =>
    side.map((node, parent) => (isSplit(parent) ? nodeIds[node] : 0));
  return {
    aggregate_function: { string: 'SUM' },
    base_values: { floats: [ensemble.baseMargin] },
    n_targets: { int: 1 },
    nodes_falsenodeids: { ints: child(right) },
    nodes_featureids: { ints: feature.map(asked => Math.max(asked, 0)) },
    nodes_missing_value_tracks_true: { ints: missingLeft },
    nodes_modes: {
      strings: Array.from(feature, asked =>
        asked >= 0 ? 'BRANCH_LEQ' : 'LEAF',
      ),
    },
    nodes_nodeids: { ints: nodeIds },
    nodes_treeids: { ints: treeIds },
    nodes_truenodeids: { ints: child(left) },
    nodes_values: { floats: trees.threshold },
    post_transform: { string: 'NONE' },
    target_ids: { ints: new Uint8Array(leaves.length) },
    target_nodeids: { ints: leaves.map(node => nodeIds[node]) },
    target_treeids: { ints: leaves.map(node => treeIds[node]) },
    target_weights: {
      floats: Float32Array.from(leaves, node => trees.value[node]),
    },
  };
}
