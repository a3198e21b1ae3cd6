import type { TreeEnsemble } from '../trees/treeEnsemble';

/** A stored row and how alike it is. @public */
export interface LeafNeighbour {
  /** Number that `add` gave it. */
  index: number;
  /** Share (0-1) of the trees, by weight, in which both rows reach the same leaf. */
  similarity: number;
}

/**
 * Rows in the leaf space of an ensemble: two rows are as alike as the share of trees in which they reach the same leaf
 * (Breiman 2001, "Random forests", proximities). That is likeness as far as the model is concerned: signals count as
 * much as they decide, units do not matter, and unknown values have their own way.
 *
 * Leaves are kept as one or two bytes each; a search reads all rows once, about a nanosecond per row and tree.
 *
 * @public
 */
export class LeafSpace {
  readonly #trees: number;
  /** Number of each leaf within its tree. */
  readonly #ordinals: Uint16Array;
  readonly #weights: Float64Array | undefined;
  readonly #total: number;
  #rows: Uint8Array | Uint16Array;
  #size = 0;

  /**
   * @param options - `weights`: not negative, one per tree; every tree counts the same when absent.
   * @throws RangeError when the weights do not fit, or a tree has more than 65,536 leaves.
   */
  static create(options: {
    trees: TreeEnsemble;
    weights?: ArrayLike<number>;
  }): LeafSpace {
    return new LeafSpace(options);
  }

  private constructor(options: {
    trees: TreeEnsemble;
    weights?: ArrayLike<number>;
  }) {
    const { starts, feature } = options.trees;
    this.#trees = starts.length - 1;
    this.#ordinals = new Uint16Array(feature.length);
    let most = 0;
    for (let tree = 0; tree < this.#trees; tree++) {
      let leaf = 0;
      for (let node = starts[tree]; node < starts[tree + 1]; node++) {
        if (feature[node] < 0) {
          this.#ordinals[node] = leaf++;
        }
      }
      most = Math.max(most, leaf);
    }
    if (most > 2 ** 16) {
      throw new RangeError(`A tree has ${most} leaves; at most 65536 fit`);
    }
    this.#rows = most > 256 ? new Uint16Array(0) : new Uint8Array(0);
    this.#weights = options.weights && Float64Array.from(options.weights);
    this.#total = this.#checkedTotal();
  }

  /** Rows stored. */
  get size(): number {
    return this.#size;
  }

  /** Stores a row by the leaves it ends in, as `leafIndices` gives them; answers its number, counted from 0. */
  add(leaves: Int32Array): number {
    const row = this.#toOrdinals(leaves);
    const needed = (this.#size + 1) * this.#trees;
    if (needed > this.#rows.length) {
      const wider = this.#create(Math.max(needed, 2 * this.#rows.length));
      wider.set(this.#rows);
      this.#rows = wider;
    }
    this.#rows.set(row, this.#size * this.#trees);
    return this.#size++;
  }

  /** The most alike of the accepted rows, the most alike first; of equally alike ones the one stored last. */
  nearest(options: {
    leaves: Int32Array;
    count: number;
    accept?: (index: number) => boolean;
  }): LeafNeighbour[] {
    const { leaves, count, accept } = options;
    const row = this.#toOrdinals(leaves);
    const best: LeafNeighbour[] = [];
    for (let index = this.#size - 1; index >= 0; index--) {
      if (accept && !accept(index)) {
        continue;
      }
      const similarity = this.#similarity(row, index);
      const last = best[count - 1];
      if (last && similarity <= last.similarity) {
        continue;
      }
      let place = best.length;
      while (place > 0 && best[place - 1].similarity < similarity) {
        place--;
      }
      best.splice(place, 0, { index, similarity });
      best.length = Math.min(best.length, count);
    }
    return best;
  }

  #similarity(row: Uint8Array | Uint16Array, index: number): number {
    const rows = this.#rows;
    const weights = this.#weights;
    const offset = index * this.#trees;
    let same = 0;
    if (weights) {
      for (let tree = 0; tree < row.length; tree++) {
        same += rows[offset + tree] === row[tree] ? weights[tree] : 0;
      }
    } else {
      for (let tree = 0; tree < row.length; tree++) {
        same += rows[offset + tree] === row[tree] ? 1 : 0;
      }
    }
    return this.#total > 0 ? same / this.#total : 1;
  }

  #toOrdinals(leaves: Int32Array): Uint8Array | Uint16Array {
    if (leaves.length !== this.#trees) {
      throw new RangeError(
        `The space has ${this.#trees} trees, the row ${leaves.length} leaves`,
      );
    }
    const row = this.#create(leaves.length);
    for (const [tree, leaf] of leaves.entries()) {
      row[tree] = this.#ordinals[leaf];
    }
    return row;
  }

  #create(length: number): Uint8Array | Uint16Array {
    return this.#rows instanceof Uint8Array
      ? new Uint8Array(length)
      : new Uint16Array(length);
  }

  #checkedTotal(): number {
    const weights = this.#weights;
    if (!weights) {
      return this.#trees;
    }
    if (weights.length !== this.#trees || weights.some(w => !(w >= 0))) {
      throw new RangeError(
        `Weights must be ${this.#trees} numbers from 0, one per tree`,
      );
    }
    return weights.reduce((sum, weight) => sum + weight, 0);
  }
}
