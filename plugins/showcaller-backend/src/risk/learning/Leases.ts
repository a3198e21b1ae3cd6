import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { timestamp } from '../../database/timestamp';

const TABLE = 'risk_learning_lease';
const LEASE_MS = 60_000;

interface LeaseRow {
  id: string;
  holder: string | null;
  leased_until: string | null;
}

/** Lets one replica at a time do a kind of work; the lease of one that is gone ends by itself. */
export class Leases {
  readonly #knex: Knex;
  readonly #now: () => Date;
  readonly #holder = randomUUID();

  static create(options: { knex: Knex; now: () => Date }): Leases {
    return new Leases(options);
  }

  private constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  /** Takes the lease, or keeps it; false while another process has it. */
  async take(id: string): Promise<boolean> {
    const now = this.#now();
    await this.#knex<LeaseRow>(TABLE).insert({ id }).onConflict('id').ignore();
    const taken = await this.#knex<LeaseRow>(TABLE)
      .where({ id })
      .where(free =>
        free
          .where({ holder: this.#holder })
          .orWhereNull('leased_until')
          .orWhere('leased_until', '<', timestamp(now)),
      )
      .update({
        holder: this.#holder,
        leased_until: timestamp(now.getTime() + LEASE_MS),
      });
    return taken === 1;
  }

  /** Gives back all that this process holds. */
  async release(): Promise<void> {
    await this.#knex<LeaseRow>(TABLE)
      .where({ holder: this.#holder })
      .update({ holder: null, leased_until: null });
  }
}
