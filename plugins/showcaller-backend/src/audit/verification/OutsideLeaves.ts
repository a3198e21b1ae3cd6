import { CompactRange, isSameHash, toHex } from '@showcaller/engine/audit';
import type { CheckpointFolder } from '../checkpoints/CheckpointFolder';
import type { TrustedCheckpoint } from './types';

/**
 * Leaf hashes that were written outside the database, as far as the checkpoints vouch for them. With them the entry that was
 * rewritten can be named, not only the checkpoint that no longer fits.
 */
export class OutsideLeaves {
  readonly #folder?: CheckpointFolder;
  readonly #checkpoints: TrustedCheckpoint[];
  readonly #range = CompactRange.create();
  #first = 1;
  #leaves: string[] = [];
  #lost = false;

  static create(options: {
    folder?: CheckpointFolder;
    /** Smallest first. */
    checkpoints: TrustedCheckpoint[];
  }): OutsideLeaves {
    return new OutsideLeaves(options);
  }

  private constructor(options: {
    folder?: CheckpointFolder;
    checkpoints: TrustedCheckpoint[];
  }) {
    this.#folder = options.folder;
    this.#checkpoints = options.checkpoints.filter(({ file }) => file);
  }

  /** The hash of an entry, hex; to be asked in order. Undefined where nothing vouches for one. */
  async get(seq: number): Promise<string | undefined> {
    while (seq >= this.#first + this.#leaves.length && !this.#lost) {
      this.#lost = !(await this.#next());
    }
    return this.#leaves[seq - this.#first];
  }

  async #next(): Promise<boolean> {
    const checkpoint = this.#checkpoints.find(
      ({ size }) => size > this.#range.size,
    );
    const leaves =
      checkpoint?.file && (await this.#folder?.readLeaves(checkpoint.file));
    this.#first += this.#leaves.length;
    this.#leaves = [];
    if (!checkpoint || !leaves) {
      return false;
    }
    // A file may begin before the end of the one before it: after a crash, or with another folder in between.
    const fresh = leaves.slice(
      leaves.length - (checkpoint.size - this.#range.size),
    );
    if (fresh.length !== checkpoint.size - this.#range.size) {
      return false;
    }
    for (const leaf of fresh) {
      this.#range.append(leaf);
    }
    if (!isSameHash(this.#range.root(), checkpoint.root)) {
      return false;
    }
    this.#leaves = fresh.map(toHex);
    return true;
  }
}
