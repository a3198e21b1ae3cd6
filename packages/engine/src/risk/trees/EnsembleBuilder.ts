import type { FeatureBins } from './binnedRows';
import type { GrownNode } from './grownTree';
import type { TreeEnsemble } from './treeEnsemble';

/** What every known value is at most; a split by it asks only whether the value is known. */
const LARGEST_FLOAT32 = 3.4028234663852886e38;

interface BuiltTree {
  nodes: readonly GrownNode[];
  values: Float32Array;
  cover: Float64Array;
}

/** Collects grown trees and lays them out as an ensemble. @internal */
export class EnsembleBuilder {
  readonly #bins: FeatureBins;
  readonly #baseMargin: number;
  readonly #trees: BuiltTree[] = [];

  private constructor(bins: FeatureBins, baseMargin: number) {
    this.#bins = bins;
    this.#baseMargin = baseMargin;
  }

  static create(options: {
    bins: FeatureBins;
    baseMargin: number;
  }): EnsembleBuilder {
    return new EnsembleBuilder(options.bins, options.baseMargin);
  }

  get trees(): number {
    return this.#trees.length;
  }

  add(tree: BuiltTree): void {
    this.#trees.push(tree);
  }

  /** The first `count` trees. */
  build(count: number): TreeEnsemble {
    const trees = this.#trees.slice(0, count);
    const starts = new Int32Array(trees.length + 1);
    for (const [index, { nodes }] of trees.entries()) {
      starts[index + 1] = starts[index] + nodes.length;
    }
    const total = starts[trees.length];
    const ensemble: TreeEnsemble = {
      featureCount: this.#bins.edges.length,
      baseMargin: this.#baseMargin,
      starts,
      feature: new Int16Array(total).fill(-1),
      threshold: new Float32Array(total),
      missingLeft: new Uint8Array(total),
      left: new Int32Array(total),
      right: new Int32Array(total),
      value: new Float32Array(total),
      cover: new Float64Array(total),
    };
    for (const [index, tree] of trees.entries()) {
      this.#write(ensemble, tree, starts[index]);
    }
    return ensemble;
  }

  #write(ensemble: TreeEnsemble, tree: BuiltTree, start: number): void {
    ensemble.cover.set(tree.cover, start);
    for (const [index, { split, left, right }] of tree.nodes.entries()) {
      const at = start + index;
      if (!split) {
        ensemble.value[at] = tree.values[index];
        continue;
      }
      const edges = this.#bins.edges[split.feature];
      ensemble.feature[at] = split.feature;
      ensemble.threshold[at] =
        split.bin < edges.length ? edges[split.bin] : LARGEST_FLOAT32;
      ensemble.missingLeft[at] = Number(split.missingLeft);
      ensemble.left[at] = start + left;
      ensemble.right[at] = start + right;
    }
  }
}
