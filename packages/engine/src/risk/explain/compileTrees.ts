import type { TreeEnsemble } from '../trees/treeEnsemble';
import { leftShare } from './leftShare';
import { gaussLegendre, type Quadrature } from './gaussLegendre';

/**
 * The trees of an ensemble, prepared for `TreeExplainer`. Nodes are numbered anew in preorder, tree after tree; what is said
 * of an edge is stored at its lower node.
 *
 * An edge has one of three states for a row: 0 followed, 1 not followed here, 2 not followed at an earlier edge of the same
 * feature. `coefficients` hold, per edge from `at[edge]` on and per state, two numbers for each quadrature point: first the
 * factors, what the product along the path is multiplied by (at an edge to a leaf, times the leaf's value); then the gains,
 * what the sum below the edge gives to the feature beyond what the earlier edge of the same feature gave it.
 *
 * @internal
 */
export interface CompiledTrees {
  /** First node per tree, and the number of nodes at the end. */
  starts: Int32Array;
  /** Quadrature per tree. */
  quadratures: Quadrature[];
  /** Feature that a node asks about; -1 for a leaf. */
  feature: Int16Array;
  threshold: Float32Array;
  missingLeft: Uint8Array;
  right: Int32Array;
  /** Lower node of the last edge above a split that asked about the same feature; the root where there is none. */
  earlier: Int32Array;
  at: Int32Array;
  coefficients: Float64Array;
  /** Mean margin over the training rows by cover, the ensemble's base margin included. */
  base: number;
}

/** Three states of a factor and a gain. */
const PER_POINT = 6;

/** The greatest number of different features on a path from a node down; `onPath` counts how often each came up so far. */
function differentFeatures(
  trees: TreeEnsemble,
  node: number,
  onPath: Uint16Array,
): number {
  const feature = trees.feature[node];
  if (feature < 0) {
    return 0;
  }
  const own = onPath[feature]++ === 0 ? 1 : 0;
  const below = Math.max(
    differentFeatures(trees, trees.left[node], onPath),
    differentFeatures(trees, trees.right[node], onPath),
  );
  onPath[feature]--;
  return own + below;
}

/** Places one tree after another; the path's knowledge of each feature is changed on the way down and restored. */
class Compiler {
  readonly #trees: TreeEnsemble;
  readonly #out: CompiledTrees;
  /** Share of the rows that pass the path's conditions on a feature. */
  readonly #share: Float64Array;
  /** Last edge of the path that asked about a feature; -1 for none. */
  readonly #edge: Int32Array;
  #quadrature = gaussLegendre(1);
  #root = 0;
  #next = 0;

  constructor(trees: TreeEnsemble, out: CompiledTrees) {
    this.#trees = trees;
    this.#out = out;
    this.#share = new Float64Array(trees.featureCount).fill(1);
    this.#edge = new Int32Array(trees.featureCount).fill(-1);
  }

  /** Answers the next free node. */
  placeTree(root: number, quadrature: Quadrature): number {
    this.#quadrature = quadrature;
    this.#root = this.#next;
    this.#place(root, 1);
    return this.#next;
  }

  #place(node: number, weight: number): void {
    const trees = this.#trees;
    const out = this.#out;
    const placed = this.#next++;
    const size = PER_POINT * this.#quadrature.points.length;
    out.at[placed + 1] = out.at[placed] + size;
    const feature = trees.feature[node];
    out.feature[placed] = feature;
    if (feature < 0) {
      out.base += weight * trees.value[node];
      return;
    }
    out.threshold[placed] = trees.threshold[node];
    out.missingLeft[placed] = trees.missingLeft[node];
    const [before, earlier] = [this.#share[feature], this.#edge[feature]];
    out.earlier[placed] = earlier < 0 ? this.#root : earlier;
    const toLeft = leftShare(trees, node);
    this.#placeChild({ node, child: trees.left[node], cover: toLeft, weight });
    out.right[placed] = this.#next;
    this.#share[feature] = before;
    this.#edge[feature] = earlier;
    this.#placeChild({
      node,
      child: trees.right[node],
      cover: 1 - toLeft,
      weight,
    });
    this.#share[feature] = before;
    this.#edge[feature] = earlier;
  }

  /** The edge from a split to a child that takes a share (`cover`) of the rows, and all below it. */
  #placeChild(options: {
    node: number;
    child: number;
    cover: number;
    weight: number;
  }): void {
    const { node, child, cover, weight } = options;
    const trees = this.#trees;
    const feature = trees.feature[node];
    const edge = this.#next;
    const before = this.#share[feature];
    const after = before * cover;
    const scale = trees.feature[child] < 0 ? trees.value[child] : 1;
    this.#writeEdge({ edge, before, after, scale });
    this.#share[feature] = after;
    this.#edge[feature] = edge;
    this.#place(child, weight * cover);
  }

  /** `before`, `after`: share of rows that pass the feature's conditions above the edge, and with it. */
  #writeEdge(options: {
    edge: number;
    before: number;
    after: number;
    scale: number;
  }): void {
    const { edge, before, after, scale } = options;
    const { at, coefficients } = this.#out;
    const { points } = this.#quadrature;
    const count = points.length;
    for (let q = 0; q < count; q++) {
      const t = points[q];
      const followedBefore = t + (1 - t) * before;
      const followed = t + (1 - t) * after;
      const gainBefore = (1 - before) / followedBefore;
      const slot = at[edge] + q;
      coefficients[slot] = (scale * followed) / followedBefore;
      coefficients[slot + count] = (1 - after) / followed - gainBefore;
      coefficients[slot + 2 * count] =
        (scale * (1 - t) * after) / followedBefore;
      coefficients[slot + 3 * count] = -1 / (1 - t) - gainBefore;
      coefficients[slot + 4 * count] =
        before > 0 ? (scale * after) / before : 0;
    }
  }
}

/**
 * Prepares an ensemble for explanations: linear in its nodes, about 15 numbers each for trees of depth 5.
 *
 * @internal
 */
export function compileTrees(trees: TreeEnsemble): CompiledTrees {
  const count = trees.starts.length - 1;
  const nodes = trees.starts[count];
  const bySize = new Map<number, Quadrature>();
  const onPath = new Uint16Array(trees.featureCount);
  const quadratures = Array.from({ length: count }, (_, tree) => {
    const degree = differentFeatures(trees, trees.starts[tree], onPath);
    const points = Math.max(1, Math.ceil(degree / 2));
    const quadrature = bySize.get(points) ?? gaussLegendre(points);
    bySize.set(points, quadrature);
    return quadrature;
  });
  const slots = quadratures.reduce(
    (sum, { points }, tree) =>
      sum +
      PER_POINT * points.length * (trees.starts[tree + 1] - trees.starts[tree]),
    0,
  );
  const out: CompiledTrees = {
    starts: new Int32Array(count + 1),
    quadratures,
    feature: new Int16Array(nodes),
    threshold: new Float32Array(nodes),
    missingLeft: new Uint8Array(nodes),
    right: new Int32Array(nodes),
    earlier: new Int32Array(nodes),
    at: new Int32Array(nodes + 1),
    coefficients: new Float64Array(slots),
    base: trees.baseMargin,
  };
  const compiler = new Compiler(trees, out);
  for (const [tree, quadrature] of quadratures.entries()) {
    out.starts[tree + 1] = compiler.placeTree(trees.starts[tree], quadrature);
  }
  return out;
}
