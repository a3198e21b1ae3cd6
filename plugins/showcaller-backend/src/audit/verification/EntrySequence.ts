import { CompactRange, isSameHash, toHex } from '@showcaller/engine/audit';
import type { LogFault } from '../tree/LogFaultError';
import type { EntryRow } from '../types';
import { checkEntry } from './checkEntry';
import type { OutsideLeaves } from './OutsideLeaves';
import type { TreeRows } from './TreeRows';
import type { TrustedCheckpoint } from './types';

/** The entries from the first, one after another, held against the checkpoints and the leaf hashes outside. */
export class EntrySequence {
  readonly #outside: OutsideLeaves;
  readonly #tree: TreeRows;
  readonly #checkpoints = new Map<number, TrustedCheckpoint[]>();
  readonly #range = CompactRange.create();
  /** The last entry that a checkpoint has confirmed. */
  #confirmed = 0;

  static create(options: {
    trusted: TrustedCheckpoint[];
    outside: OutsideLeaves;
    tree: TreeRows;
  }): EntrySequence {
    return new EntrySequence(options);
  }

  private constructor(options: Parameters<typeof EntrySequence.create>[0]) {
    this.#outside = options.outside;
    this.#tree = options.tree;
    for (const one of options.trusted) {
      const same = this.#checkpoints.get(one.size) ?? [];
      this.#checkpoints.set(one.size, [...same, one]);
    }
  }

  /** Entries that were right. */
  get size(): number {
    return this.#range.size;
  }

  /** Takes the next rows up to the first that is wrong; adds digests of texts and their seq to `digests`. */
  async take(
    rows: EntryRow[],
    digests: Map<string, number>,
  ): Promise<LogFault | undefined> {
    if (rows.length === 0) {
      return { seq: this.size + 1, reason: 'it is missing' };
    }
    for (const row of rows) {
      const fault = await this.#takeOne(row, digests);
      if (fault) {
        return fault;
      }
    }
    return undefined;
  }

  async #takeOne(
    row: EntryRow,
    digests: Map<string, number>,
  ): Promise<LogFault | undefined> {
    const seq = this.size + 1;
    const next = Number(row.seq);
    if (next !== seq) {
      const reason =
        next === seq + 1
          ? 'it is missing'
          : `entries ${seq} to ${next - 1} are missing`;
      return { seq, reason };
    }
    const found = checkEntry(row);
    if ('reason' in found) {
      return { seq, reason: found.reason };
    }
    const { entry, leaf } = found;
    const outside = await this.#outside.get(seq);
    if (outside !== undefined && outside !== toHex(leaf)) {
      return {
        seq,
        reason:
          'it was rewritten, with its leaf hash: another one was written outside the database',
      };
    }
    this.#range.append(leaf, (node, hash) => this.#tree.add(node, hash));
    const fault = this.#confirm(seq);
    this.#tree.compareEdge(this.#range);
    for (const digest of Object.values(entry.texts ?? {})) {
      digests.set(digest, seq);
    }
    return fault;
  }

  #confirm(seq: number): LogFault | undefined {
    const checkpoints = this.#checkpoints.get(seq);
    if (!checkpoints) {
      return undefined;
    }
    const root = this.#range.root();
    const wrong = checkpoints.find(one => !isSameHash(one.root, root));
    const first = this.#confirmed + 1;
    if (!wrong) {
      this.#confirmed = seq;
      return undefined;
    }
    return {
      seq: first,
      reason: `an entry from ${first} to ${seq} was rewritten: the root of the ${wrong.name} is another`,
    };
  }
}
