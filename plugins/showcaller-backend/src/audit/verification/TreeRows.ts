import {
  type CompactRange,
  type NodeCoordinate,
  toHex,
} from '@showcaller/engine/audit';
import type { Knex } from 'knex';
import { chunksOf } from '../../database/chunksOf';
import { KEPT_LEVELS, type NodeRow } from '../tree/AuditTree';
import type { LogFault } from '../tree/LogFaultError';

interface MadeNode extends NodeCoordinate {
  hash: string;
}

/** The tree as it was kept, held against the one that the entries give. */
export class TreeRows {
  readonly #knex: Knex;
  readonly #size: number;
  readonly #edge: string;
  #made: MadeNode[] = [];
  #fault: LogFault | undefined;

  static async read(knex: Knex): Promise<TreeRows> {
    const row = await knex('audit_tree').first('size', 'edge');
    return new TreeRows(knex, Number(row?.size ?? 0), row?.edge ?? '');
  }

  private constructor(knex: Knex, size: number, edge: string) {
    this.#knex = knex;
    this.#size = size;
    this.#edge = edge;
  }

  /** The tree covers entries as a checkpoint does, though nobody has signed it. */
  asCheckpoint(): Array<{ size: number; name: string }> {
    return [{ size: this.#size, name: 'kept tree' }];
  }

  add(node: NodeCoordinate, hash: Uint8Array): void {
    if (
      node.level > 0 &&
      node.level % KEPT_LEVELS === 0 &&
      (node.index + 1) * 2 ** node.level <= this.#size
    ) {
      this.#made.push({ ...node, hash: toHex(hash) });
    }
  }

  compareEdge(range: CompactRange): void {
    if (
      range.size === this.#size &&
      JSON.stringify(range.edge) !== this.#edge
    ) {
      this.#fault = {
        seq: range.size,
        reason:
          'the kept edge of the tree up to it was changed; the entries are right so far',
      };
    }
  }

  /** Holds the nodes since the last time against the kept ones. */
  async compareNodes(): Promise<LogFault | undefined> {
    const made = this.#made;
    this.#made = [];
    for (const some of chunksOf(made, 100)) {
      const rows = await this.#knex<NodeRow>('audit_node').whereIn(
        ['level', 'position'],
        some.map(({ level, index }) => [level, index]),
      );
      const kept = new Map(
        rows.map(({ level, position, hash }) => [`${level}/${position}`, hash]),
      );
      const wrong = some.find(
        ({ level, index, hash }) => kept.get(`${level}/${index}`) !== hash,
      );
      if (wrong) {
        return {
          seq: wrong.index * 2 ** wrong.level + 1,
          reason: `a kept node of the tree over the ${
            2 ** wrong.level
          } entries from it was changed; the entries are right so far`,
        };
      }
    }
    return this.#fault;
  }
}
