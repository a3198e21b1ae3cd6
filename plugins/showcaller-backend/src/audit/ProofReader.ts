import { InputError, NotFoundError } from '@backstage/errors';
import type {
  AuditConsistency,
  AuditProof,
} from '@showcaller/backstage-plugin-showcaller-common';
import { toHex } from '@showcaller/engine/audit';
import type { DatabaseCheckpointStore } from './checkpoints/DatabaseCheckpointStore';
import type { DatabaseAuditLog } from './DatabaseAuditLog';
import type { AuditTree } from './tree/AuditTree';
import type { EntryRow } from './types';

/** Makes what others check without trusting us: the same for one entry, and for the log as a whole. */
export class ProofReader {
  readonly #log: DatabaseAuditLog;
  readonly #tree: AuditTree;
  readonly #checkpoints: DatabaseCheckpointStore;
  readonly #verifierKey: string;

  static create(options: {
    log: DatabaseAuditLog;
    tree: AuditTree;
    checkpoints: DatabaseCheckpointStore;
    /** Empty when there are no checkpoints. */
    verifierKey: string;
  }): ProofReader {
    return new ProofReader(options);
  }

  private constructor(options: Parameters<typeof ProofReader.create>[0]) {
    this.#log = options.log;
    this.#tree = options.tree;
    this.#checkpoints = options.checkpoints;
    this.#verifierKey = options.verifierKey;
  }

  /** That the entry is in the tree of the newest checkpoint, or in the present one when it is newer than that. */
  async inclusion(row: EntryRow): Promise<AuditProof> {
    const seq = Number(row.seq);
    const newest = await this.#checkpoints.newest();
    const checkpoint = newest && newest.size >= seq ? newest : undefined;
    await this.#tree.advance();
    const treeSize = checkpoint?.size ?? (await this.#tree.head()).size;
    const path = await this.#tree.inclusionPath(seq - 1, treeSize);
    const [entry] = await this.#log.toEntries([row]);
    return {
      entry,
      canonical: row.canonical,
      leafIndex: seq - 1,
      path: path.map(toHex),
      checkpoint,
      treeSize,
      root: toHex(await this.#tree.rootAt(treeSize)),
      verifierKey: this.#verifierKey,
    };
  }

  /** @throws InputError when there are not so many entries, NotFoundError when there are none */
  async consistency(range: {
    from: number;
    to?: number;
  }): Promise<AuditConsistency> {
    await this.#tree.advance();
    const { size } = await this.#tree.head();
    const { from, to = size } = range;
    if (size === 0) {
      throw new NotFoundError('The audit log has no entries yet.');
    }
    if (from > to || to > size) {
      throw new InputError(
        `The log has ${size} entries: from has to be at most to, and to at most ${size}; they are ${from} and ${to}.`,
      );
    }
    const path = await this.#tree.consistencyPath(from, to);
    return {
      from,
      to,
      fromRoot: toHex(await this.#tree.rootAt(from)),
      toRoot: toHex(await this.#tree.rootAt(to)),
      path: path.map(toHex),
    };
  }
}
