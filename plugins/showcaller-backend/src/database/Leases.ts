import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { timestamp } from './timestamp';

const LOOKED_THROUGH = 100;
const UNLEASED = { leased_by: null, leased_until: null };

/** What a table must have for its rows to be worked on by one process at a time. */
export interface LeasedRow {
  id: string;
  leased_by: string | null;
  leased_until: string | null;
}

/** A row that one worker holds until its lease ends. */
export interface Lease<Row extends LeasedRow> {
  row: Row;
  token: string;
}

/**
 * Rows of a table, each worked on by one process at a time, over several replicas: whoever works holds a row by a token with
 * an end, so that what a process that died held is taken up by another.
 */
export class Leases<Row extends LeasedRow> {
  readonly #knex: Knex;
  readonly #table: string;
  readonly #leaseMs: number;
  readonly #now: () => Date;

  static create<Row extends LeasedRow>(options: {
    knex: Knex;
    table: string;
    leaseMs: number;
    now: () => Date;
  }): Leases<Row> {
    return new Leases(options);
  }

  private constructor(options: {
    knex: Knex;
    table: string;
    leaseMs: number;
    now: () => Date;
  }) {
    this.#knex = options.knex;
    this.#table = options.table;
    this.#leaseMs = options.leaseMs;
    this.#now = options.now;
  }

  /** Takes rows that `due` leaves, those that nobody holds; the longest due first. */
  async claim(
    limit: number,
    due: (query: Knex.QueryBuilder, now: string) => Knex.QueryBuilder,
  ): Promise<Array<Lease<Row>>> {
    const now = timestamp(this.#now());
    const free = () =>
      due(this.#knex(this.#table), now).where(unheld =>
        unheld.whereNull('leased_until').orWhere('leased_until', '<', now),
      );
    const ids: string[] = await free()
      .orderBy(['not_before', 'id'])
      .limit(LOOKED_THROUGH)
      .pluck('id');
    const leases: Array<Lease<Row>> = [];
    for (const id of ids.slice(0, limit)) {
      const token = randomUUID();
      const [row] = await free()
        .where({ id })
        .update({
          leased_by: token,
          leased_until: timestamp(Date.parse(now) + this.#leaseMs),
        })
        .returning('*');
      if (row) {
        leases.push({ row, token });
      }
    }
    return leases;
  }

  /** Changes a row and gives it back; false when the lease was lost meanwhile. */
  async finish(
    { row, token }: Lease<Row>,
    change: Partial<Row>,
    tx: Knex = this.#knex,
  ): Promise<boolean> {
    const updated = await tx(this.#table)
      .where({ id: row.id, leased_by: token })
      .update({ ...change, ...UNLEASED });
    return updated > 0;
  }

  /** Changes a row that stays held; false when the lease was lost meanwhile, or has ended. */
  async note(
    { row, token }: Lease<Row>,
    change: Partial<Row>,
  ): Promise<boolean> {
    const updated = await this.#knex(this.#table)
      .where({ id: row.id, leased_by: token })
      .where('leased_until', '>=', timestamp(this.#now()))
      .update(change);
    return updated > 0;
  }

  /** Frees what a process that was killed had held. Only where no other process can be at work. */
  async releaseAll(): Promise<void> {
    await this.#knex(this.#table).whereNotNull('leased_by').update(UNLEASED);
  }
}
