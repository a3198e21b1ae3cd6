import type { AuditCheckpoint } from '@showcaller/backstage-plugin-showcaller-common';
import {
  fromHex,
  isSameHash,
  signCheckpoint,
  toBase64,
  type TreeHead,
  verifyConsistency,
} from '@showcaller/engine/audit';
import type { Knex } from 'knex';
import { timestamp } from '../../database/timestamp';
import type { AuditTree } from '../tree/AuditTree';
import { LogFaultError } from '../tree/LogFaultError';
import type { CheckpointFolder, PublishedCheckpoint } from './CheckpointFolder';
import type { CheckpointKeys } from './CheckpointKeys';
import type { DatabaseCheckpointStore } from './DatabaseCheckpointStore';

const CHUNK = 5000;

/** Signs what the log is by now, and writes it outside the database first; on one replica at a time. */
export class CheckpointPublisher {
  readonly #knex: Knex;
  readonly #tree: AuditTree;
  readonly #keys: CheckpointKeys;
  readonly #folder: CheckpointFolder;
  readonly #store: DatabaseCheckpointStore;
  readonly #now: () => Date;

  static create(options: {
    knex: Knex;
    tree: AuditTree;
    keys: CheckpointKeys;
    folder: CheckpointFolder;
    store: DatabaseCheckpointStore;
    now: () => Date;
  }): CheckpointPublisher {
    return new CheckpointPublisher(options);
  }

  private constructor(
    options: Parameters<typeof CheckpointPublisher.create>[0],
  ) {
    this.#knex = options.knex;
    this.#tree = options.tree;
    this.#keys = options.keys;
    this.#folder = options.folder;
    this.#store = options.store;
    this.#now = options.now;
  }

  /**
   * Signs a checkpoint when there are new entries, and answers the newest one. Nothing is signed unless the log goes on from
   * the last checkpoint, outside as well as in the database.
   *
   * @throws LogFaultError that says where it does not
   */
  async publish(): Promise<AuditCheckpoint | undefined> {
    await this.#tree.advance();
    const { size, root } = await this.#tree.head();
    if (!isSameHash(root, await this.#tree.rootAt(size))) {
      throw new LogFaultError({
        seq: 0,
        reason:
          'entries or nodes of the tree were changed after they were taken in; the verification tells which',
      });
    }
    await this.#adopt({ size, root });
    const outside = await this.#folder.newest();
    const known = await this.#store.newest();
    const last = [
      ...(outside ? [this.#open(outside)] : []),
      ...(known ? [this.#openKnown(known)] : []),
    ];
    for (const earlier of last) {
      await this.#assertGoesOn(earlier, { size, root });
    }
    const covered = Math.max(0, ...last.map(head => head.size));
    if (size === covered) {
      return known;
    }
    return this.#sign({ size, root, at: timestamp(this.#now()) }, outside);
  }

  async #sign(
    head: Required<TreeHead>,
    before: PublishedCheckpoint | undefined,
  ): Promise<AuditCheckpoint> {
    const { size, root, at } = head;
    const note = signCheckpoint(head, this.#keys.signer);
    const leaves = await this.#leavesOf(before?.size ?? 0, size);
    const file = await this.#folder.write({ size, at, note, leaves });
    const checkpoint = {
      size,
      root: toBase64(root),
      at,
      note,
      publishedTo: [file],
    };
    await this.#store.add(checkpoint);
    return checkpoint;
  }

  /** A crash after a checkpoint was written outside, and before the database knew. */
  async #adopt(now: TreeHead): Promise<void> {
    const outside = await this.#folder.newest();
    if (!outside || (await this.#store.has(outside.size))) {
      return;
    }
    const known = await this.#store.newest();
    if (known && known.size > outside.size) {
      return;
    }
    const { size, root, at } = this.#open(outside);
    await this.#assertGoesOn({ size, root, at }, now);
    await this.#store.add({
      size,
      root: toBase64(root),
      at: at ?? timestamp(this.#now()),
      note: outside.note,
      publishedTo: [outside.file],
    });
  }

  async #assertGoesOn(earlier: TreeHead, now: TreeHead): Promise<void> {
    if (earlier.size > now.size) {
      throw new LogFaultError({
        seq: now.size + 1,
        reason: `entries ${now.size + 1} to ${
          earlier.size
        } are missing: a checkpoint of ${earlier.at} covers them`,
      });
    }
    const root = await this.#tree.rootAt(earlier.size);
    const goesOn =
      isSameHash(root, earlier.root) &&
      (earlier.size === 0 ||
        verifyConsistency({
          from: earlier.size,
          to: now.size,
          fromRoot: earlier.root,
          toRoot: now.root,
          path: await this.#tree.consistencyPath(earlier.size, now.size),
        }));
    if (!goesOn) {
      throw new LogFaultError({
        seq: 0,
        reason: `entries up to ${earlier.size} are not those that the checkpoint of ${earlier.at} covers; the verification tells which`,
      });
    }
  }

  #open(outside: PublishedCheckpoint): TreeHead {
    try {
      return this.#keys.open(outside.note);
    } catch (error) {
      throw new LogFaultError({
        seq: outside.size,
        reason: `the checkpoint ${
          outside.file
        } is not to be believed: ${messageOf(error)}`,
      });
    }
  }

  #openKnown(known: AuditCheckpoint): TreeHead {
    try {
      return this.#keys.open(known.note);
    } catch (error) {
      throw new LogFaultError({
        seq: known.size,
        reason: `the checkpoint of ${
          known.size
        } entries in the database is not to be believed: ${messageOf(error)}`,
      });
    }
  }

  async #leavesOf(from: number, to: number): Promise<Uint8Array[]> {
    const leaves: Uint8Array[] = [];
    for (let after = from; after < to; after += CHUNK) {
      const hashes: string[] = await this.#knex('audit_entry')
        .whereBetween('seq', [after + 1, Math.min(to, after + CHUNK)])
        .orderBy('seq')
        .pluck('leaf_hash');
      leaves.push(...hashes.map(fromHex));
    }
    return leaves;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
