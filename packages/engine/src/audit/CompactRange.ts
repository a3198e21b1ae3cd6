/**
 * The right edge of a growing Merkle tree: one hash for each complete subtree, from left to right. They have the sizes of the
 * binary digits of the tree's size, so a tree of n leaves needs log2(n) hashes to go on and to tell its root.
 *
 * Appending a leaf merges equal neighbours as adding one to a binary number carries; the root folds the edge from the right.
 */
import { emptyRoot, fromHex, nodeHash, toHex } from './hashes';

/** A node of the tree: `level` 0 are the leaves, `index` counts from 0 within the level. @public */
export interface NodeCoordinate {
  level: number;
  index: number;
}

/** @public */
export class CompactRange {
  #size: number;
  readonly #edge: Uint8Array[];

  /** The tree without leaves. */
  static create(): CompactRange {
    return new CompactRange(0, []);
  }

  /**
   * Goes on from what `edge` and `size` told.
   *
   * @throws RangeError when there are not as many hashes as the size has binary ones.
   */
  static restore(state: { size: number; edge: string[] }): CompactRange {
    const { size, edge } = state;
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new RangeError(`${size} is no size of a tree`);
    }
    const ones = size.toString(2).replace(/0/g, '').length;
    if (edge.length !== ones) {
      throw new RangeError(
        `A tree of ${size} leaves has ${ones} complete subtrees, not ${edge.length}`,
      );
    }
    return new CompactRange(size, edge.map(fromHex));
  }

  private constructor(size: number, edge: Uint8Array[]) {
    this.#size = size;
    this.#edge = edge;
  }

  /** Leaves. */
  get size(): number {
    return this.#size;
  }

  /** Hex of the complete subtrees, from left to right. */
  get edge(): string[] {
    return this.#edge.map(toHex);
  }

  /** Adds a leaf; `visit` is told each node that is complete by it, the leaf first. */
  append(
    leaf: Uint8Array,
    visit?: (node: NodeCoordinate, hash: Uint8Array) => void,
  ): void {
    let hash = leaf;
    let level = 0;
    let index = this.#size;
    visit?.({ level, index }, hash);
    while (index % 2 === 1) {
      hash = nodeHash(this.#edge.pop() as Uint8Array, hash);
      level += 1;
      index = (index - 1) / 2;
      visit?.({ level, index }, hash);
    }
    this.#edge.push(hash);
    this.#size += 1;
  }

  root(): Uint8Array {
    if (this.#edge.length === 0) {
      return emptyRoot();
    }
    return this.#edge.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** Root of the tree over these leaf hashes. @public */
export function merkleRoot(leaves: Iterable<Uint8Array>): Uint8Array {
  const range = CompactRange.create();
  for (const leaf of leaves) {
    range.append(leaf);
  }
  return range.root();
}
