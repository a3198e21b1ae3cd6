import type { TreeEnsemble } from '../trees/treeEnsemble';

/** Leaves of one byte in a word. */
const WORD = 4;
const LOW_BITS = 0x7f7f7f7f;
const ONES = 0x01010101;

/** A stored row and how alike it is. @public */
export interface LeafNeighbour {
  /** Number that `add` gave it. */
  index: number;
  /** Share (0-1) of the trees, by weight, in which both rows reach the same leaf. */
  similarity: number;
}

/** The leaves of each tree, numbered from 0, and the number of leaves of the tree that has the most. */
function numberLeaves({ starts, feature }: TreeEnsemble): {
  ordinals: Uint16Array;
  most: number;
} {
  const ordinals = new Uint16Array(feature.length);
  let most = 0;
  for (let tree = 0; tree < starts.length - 1; tree++) {
    let leaf = 0;
    for (let node = starts[tree]; node < starts[tree + 1]; node++) {
      if (feature[node] < 0) {
        ordinals[node] = leaf++;
      }
    }
    most = Math.max(most, leaf);
  }
  if (most > 2 ** 16) {
    throw new RangeError(`A tree has ${most} leaves; at most 65536 fit`);
  }
  return { ordinals, most };
}

/**
 * Rows in the leaf space of an ensemble: two rows are as alike as the share of trees in which they reach the same leaf
 * (Breiman 2001, "Random forests", proximities). That is likeness as far as the model is concerned: signals count as
 * much as they decide, units do not matter, and unknown values have their own way.
 *
 * Leaves are kept as one or two bytes each. A search reads all rows once; bytes of the same weight are compared four at a time.
 *
 * @public
 */
export class LeafSpace {
  readonly #trees: number;
  /** Number of each leaf within its tree. */
  readonly #ordinals: Uint16Array;
  readonly #weights: Float64Array | undefined;
  readonly #total: number;
  readonly #wide: boolean;
  /** Leaves per row, filled up to whole words. */
  readonly #stride: number;
  #rows: Uint8Array | Uint16Array;
  #words: Int32Array;
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
    const { ordinals, most } = numberLeaves(options.trees);
    this.#trees = options.trees.starts.length - 1;
    this.#ordinals = ordinals;
    this.#wide = most > 2 ** 8;
    this.#stride = WORD * Math.ceil(this.#trees / WORD);
    this.#rows = this.#create(0);
    this.#words = new Int32Array(this.#rows.buffer);
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
    const needed = (this.#size + 1) * this.#stride;
    if (needed > this.#rows.length) {
      const wider = this.#create(Math.max(needed, 2 * this.#rows.length));
      wider.set(this.#rows);
      this.#rows = wider;
      this.#words = new Int32Array(wider.buffer);
    }
    this.#rows.set(row, this.#size * this.#stride);
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
    const words = new Int32Array(row.buffer);
    const byWords = !this.#wide && !this.#weights;
    const best: LeafNeighbour[] = [];
    for (let index = this.#size - 1; index >= 0; index--) {
      if (accept && !accept(index)) {
        continue;
      }
      const similarity = byWords
        ? this.#shareOfBytes(words, index)
        : this.#shareOfWeights(row, index);
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

  /** Counts equal bytes: those of the exclusive or that are zero (Warren, Hacker's Delight, section 6-1). */
  #shareOfBytes(row: Int32Array, index: number): number {
    const words = this.#words;
    const offset = (index * this.#stride) / WORD;
    let same = this.#trees - this.#stride;
    for (let word = 0; word < row.length; word++) {
      const differing = words[offset + word] ^ row[word];
      const sums = ((differing & LOW_BITS) + LOW_BITS) | 0;
      const zeros = ~(sums | differing | LOW_BITS);
      same += Math.imul(zeros >>> 7, ONES) >>> 24;
    }
    return this.#total > 0 ? same / this.#total : 1;
  }

  #shareOfWeights(row: Uint8Array | Uint16Array, index: number): number {
    const rows = this.#rows;
    const offset = index * this.#stride;
    let same = 0;
    for (let tree = 0; tree < this.#trees; tree++) {
      if (rows[offset + tree] === row[tree]) {
        same += this.#weights?.[tree] ?? 1;
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
    const row = this.#create(this.#stride);
    for (const [tree, leaf] of leaves.entries()) {
      row[tree] = this.#ordinals[leaf];
    }
    return row;
  }

  #create(length: number): Uint8Array | Uint16Array {
    return this.#wide ? new Uint16Array(length) : new Uint8Array(length);
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
