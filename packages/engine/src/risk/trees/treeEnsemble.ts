/**
 * A sum of binary trees over rows of float32 features.
 *
 * The nodes of all trees lie one after another; tree `t` is the nodes `starts[t]` to `starts[t + 1] - 1`, its root first.
 * A row goes left when its value is at most the threshold, as BRANCH_LEQ of ONNX does; an unknown value (NaN) goes the
 * way that was learned. The margin, in log-odds, is the base plus the value of the leaf that each tree leads to.
 *
 * Thresholds and leaf values are float32, so that every evaluator sends every row the same way and adds the same numbers.
 * A bag of ensembles is one ensemble whose leaf values are divided by the number of bags.
 *
 * @public
 */
export interface TreeEnsemble {
  featureCount: number;
  /** Log-odds added to the sum of the trees, a float32 number. */
  baseMargin: number;
  /** Index of the first node per tree, and the number of nodes at the end: trees + 1 entries. */
  starts: Int32Array;
  /** Feature that a node asks about; -1 for a leaf. */
  feature: Int16Array;
  /** At most this goes left; 0 for a leaf. */
  threshold: Float32Array;
  /** 1 where an unknown value goes left. */
  missingLeft: Uint8Array;
  /** Index of the left child among all nodes; 0 for a leaf. */
  left: Int32Array;
  /** Index of the right child among all nodes; 0 for a leaf. */
  right: Int32Array;
  /** Log-odds of a leaf; 0 for a split. */
  value: Float32Array;
  /** Weight of the training rows that passed a node: what path-dependent explanations average over. */
  cover: Float64Array;
}
