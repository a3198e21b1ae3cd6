import type {
  AuditCheckpoint,
  Page,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';

interface CheckpointRow {
  size: number | string;
  root: string;
  at: string;
  note: string;
  published_to: string;
}

const TABLE = 'audit_checkpoint';

/** Checkpoints in the database, which like entries are only ever added. */
export class DatabaseCheckpointStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseCheckpointStore {
    return new DatabaseCheckpointStore(options);
  }

  private constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async add(checkpoint: AuditCheckpoint): Promise<void> {
    const { publishedTo, ...rest } = checkpoint;
    await this.#knex(TABLE).insert({
      ...rest,
      published_to: JSON.stringify(publishedTo),
    });
  }

  /** Smallest first. */
  async listAll(): Promise<AuditCheckpoint[]> {
    const rows = await this.#knex<CheckpointRow>(TABLE).orderBy('size');
    return rows.map(toCheckpoint);
  }

  /** Newest first. */
  async list(page: {
    limit: number;
    offset: number;
  }): Promise<Page<AuditCheckpoint>> {
    const [{ total }] = await this.#knex(TABLE).count({ total: '*' });
    const rows = await this.#knex<CheckpointRow>(TABLE)
      .orderBy('size', 'desc')
      .limit(page.limit)
      .offset(page.offset);
    return {
      items: rows.map(toCheckpoint),
      totalItems: Number(total),
      ...page,
    };
  }

  async has(size: number): Promise<boolean> {
    return Boolean(await this.#knex(TABLE).where({ size }).first('size'));
  }

  async newest(): Promise<AuditCheckpoint | undefined> {
    const row = await this.#knex<CheckpointRow>(TABLE)
      .orderBy('size', 'desc')
      .first();
    return row && toCheckpoint(row);
  }
}

function toCheckpoint(row: CheckpointRow): AuditCheckpoint {
  return {
    size: Number(row.size),
    root: row.root,
    at: row.at,
    note: row.note,
    publishedTo: JSON.parse(row.published_to),
  };
}
