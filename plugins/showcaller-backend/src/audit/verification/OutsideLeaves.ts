import { CompactRange, isSameHash, toHex } from '@showcaller/engine/audit';
import type { CheckpointFolder } from '../checkpoints/CheckpointFolder';
import type { LogFault } from '../tree/LogFaultError';
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
  #fault: LogFault | undefined;

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

  /** Files that are not what was written. Entries are then held against the roots alone. */
  get fault(): LogFault | undefined {
    return this.#fault;
  }

  async #next(): Promise<boolean> {
    const checkpoint = this.#checkpoints.find(
      ({ size }) => size > this.#range.size,
    );
    this.#first += this.#leaves.length;
    this.#leaves = [];
    if (!checkpoint?.file) {
      return false;
    }
    const fresh = await this.#read(checkpoint.file, checkpoint);
    if (!fresh) {
      this.#fault = {
        seq: checkpoint.size,
        reason: `the leaf hashes beside the ${checkpoint.name} are gone, or were changed`,
      };
    }
    this.#leaves = (fresh ?? []).map(toHex);
    return fresh !== undefined;
  }

  async #read(
    file: string,
    checkpoint: TrustedCheckpoint,
  ): Promise<Uint8Array[] | undefined> {
    const leaves = await this.#folder?.readLeaves(file);
    const wanted = checkpoint.size - this.#range.size;
    if (!leaves || leaves.length < wanted) {
      return undefined;
    }
    // A file may begin before the end of the one before it: after a crash, or with another folder in between.
    const fresh = leaves.slice(leaves.length - wanted);
    for (const leaf of fresh) {
      this.#range.append(leaf);
    }
    return isSameHash(this.#range.root(), checkpoint.root) ? fresh : undefined;
  }
}
