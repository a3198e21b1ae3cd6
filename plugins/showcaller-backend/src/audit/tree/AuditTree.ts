import {
  CompactRange,
  emptyRoot,
  foldNodes,
  fromHex,
  isSameHash,
  leafHash,
  merkleRoot,
  type NodeCoordinate,
  planConsistencyProof,
  planInclusionProof,
  type PlannedHash,
  planRoot,
  toHex,
} from '@showcaller/engine/audit';
import type { Knex } from 'knex';
import type { EntryRow } from '../types';
import { LogFaultError } from './LogFaultError';

/** Of the nodes above the leaves, those at every eighth level are kept: one row for 256 entries. */
export const KEPT_LEVELS = 8;
const CHUNK = 512;

/** A row of `audit_node`. */
export interface NodeRow {
  level: number;
  position: number | string;
  hash: string;
}

/**
 * The Merkle tree over the log. It follows the entries after they were committed, so that writers do not wait for it, and
 * keeps what a proof needs so that one reads some hundred rows however long the log is.
 */
export class AuditTree {
  readonly #knex: Knex;
  #advancing: Promise<number> | undefined;

  static create(options: { knex: Knex }): AuditTree {
    return new AuditTree(options);
  }

  private constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** How far the tree was built, and its root by the edge that was kept then. */
  async head(): Promise<{ size: number; root: Uint8Array }> {
    const range = await this.#restore();
    return { size: range.size, root: range.root() };
  }

  /**
   * Takes in every entry that was committed, and answers how many there are. Replicas may do so at once.
   *
   * @throws LogFaultError for an entry that is not what its leaf hash says, or not in its place
   */
  async advance(): Promise<number> {
    this.#advancing ??= this.#advance().finally(() => {
      this.#advancing = undefined;
    });
    return this.#advancing;
  }

  /** Root of the first `size` entries. */
  async rootAt(size: number): Promise<Uint8Array> {
    return size === 0 ? emptyRoot() : this.#hashOf(planRoot(size));
  }

  /** Siblings from the leaf to the root. */
  async inclusionPath(index: number, size: number): Promise<Uint8Array[]> {
    return this.#hashesOf(planInclusionProof({ index, size }));
  }

  async consistencyPath(from: number, to: number): Promise<Uint8Array[]> {
    return this.#hashesOf(planConsistencyProof({ from, to }));
  }

  async #advance(): Promise<number> {
    for (;;) {
      const range = await this.#restore();
      const { size } = range;
      const rows = await this.#knex<EntryRow>('audit_entry')
        .where('seq', '>', size)
        .orderBy('seq')
        .limit(CHUNK)
        .select('seq', 'canonical', 'leaf_hash');
      if (rows.length === 0) {
        return size;
      }
      const nodes: NodeRow[] = [];
      for (const row of rows) {
        range.append(checkedLeaf(row, range.size + 1), (node, hash) => {
          if (node.level > 0 && node.level % KEPT_LEVELS === 0) {
            nodes.push({
              level: node.level,
              position: node.index,
              hash: toHex(hash),
            });
          }
        });
      }
      await this.#keep(size, range, nodes);
    }
  }

  async #restore(): Promise<CompactRange> {
    const { size, edge } = await this.#knex('audit_tree').first('size', 'edge');
    return CompactRange.restore({ size: Number(size), edge: JSON.parse(edge) });
  }

  /** Unless another replica did so meanwhile. */
  async #keep(
    before: number,
    range: CompactRange,
    nodes: NodeRow[],
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      const moved = await tx('audit_tree')
        .where({ id: 'log', size: before })
        .update({ size: range.size, edge: JSON.stringify(range.edge) });
      if (moved > 0 && nodes.length > 0) {
        await tx('audit_node')
          .insert(nodes)
          .onConflict(['level', 'position'])
          .ignore();
      }
    });
  }

  async #hashesOf(plan: PlannedHash[]): Promise<Uint8Array[]> {
    const hashes: Uint8Array[] = [];
    for (const planned of plan) {
      hashes.push(await this.#hashOf(planned));
    }
    return hashes;
  }

  async #hashOf(planned: PlannedHash): Promise<Uint8Array> {
    const hashes: Uint8Array[] = [];
    for (const node of planned) {
      hashes.push(await this.#nodeAt(node));
    }
    return foldNodes(hashes);
  }

  /** From the kept nodes, or the leaves, below it. */
  async #nodeAt({ level, index }: NodeCoordinate): Promise<Uint8Array> {
    const kept = level - (level % KEPT_LEVELS);
    const width = 2 ** (level - kept);
    const first = index * width;
    const hashes: string[] =
      kept === 0
        ? await this.#knex('audit_entry')
            .whereBetween('seq', [first + 1, first + width])
            .orderBy('seq')
            .pluck('leaf_hash')
        : await this.#knex('audit_node')
            .where({ level: kept })
            .whereBetween('position', [first, first + width - 1])
            .orderBy('position')
            .pluck('hash');
    if (hashes.length !== width) {
      throw new LogFaultError({
        seq: first * 2 ** kept + 1,
        reason:
          'the tree lacks a part here: entries or nodes were removed from the database',
      });
    }
    return merkleRoot(hashes.map(fromHex));
  }
}

function checkedLeaf(
  row: Pick<EntryRow, 'seq' | 'canonical' | 'leaf_hash'>,
  expected: number,
): Uint8Array {
  const seq = Number(row.seq);
  if (seq !== expected) {
    throw new LogFaultError({
      seq: expected,
      reason: `entries ${expected} to ${seq - 1} are missing`,
    });
  }
  const leaf = leafHash(row.canonical);
  if (!isSameHash(leaf, fromHex(row.leaf_hash))) {
    throw new LogFaultError({
      seq,
      reason: 'its text was changed: it does not have its leaf hash',
    });
  }
  return leaf;
}
