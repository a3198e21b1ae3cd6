import type { PolicyComparison } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { timestamp } from '../../../database/timestamp';
import { ComparisonTally } from './ComparisonTally';

const TABLE = 'policy_dry_run';

interface DryRunRow {
  hash: string;
  active_hash: string;
  state: PolicyComparison['state'];
  progress: number;
  error: string | null;
  from_at: string;
  to_at: string;
  result: string | null;
  started_by: string;
  alive_at: string;
}

/** The last dry run of each bundle. */
export class DatabaseDryRunStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseDryRunStore {
    return new DatabaseDryRunStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Starts over, in the place of the one before. */
  async begin(
    run: { hash: string; activeHash: string; from: Date; to: Date; by: string },
    options: { now: Date; tx: Knex.Transaction },
  ): Promise<void> {
    await options
      .tx<DryRunRow>(TABLE)
      .insert({
        hash: run.hash,
        active_hash: run.activeHash,
        state: 'running',
        progress: 0,
        error: null,
        from_at: timestamp(run.from),
        to_at: timestamp(run.to),
        result: null,
        started_by: run.by,
        alive_at: timestamp(options.now),
      })
      .onConflict('hash')
      .merge();
  }

  async report(
    hash: string,
    change: {
      state?: PolicyComparison['state'];
      progress: number;
      error?: string;
      counts?: ReturnType<ComparisonTally['counts']>;
    },
    now: Date,
  ): Promise<void> {
    const { state, progress, error, counts } = change;
    await this.#knex<DryRunRow>(TABLE)
      .where({ hash })
      .update({
        progress,
        alive_at: timestamp(now),
        ...(state && { state }),
        ...(error !== undefined && { error }),
        ...(counts && { result: JSON.stringify(counts) }),
      });
  }

  async get(
    hash: string,
  ): Promise<{ comparison: PolicyComparison; aliveAt: string } | undefined> {
    const row = await this.#knex<DryRunRow>(TABLE).where({ hash }).first();
    if (!row) {
      return undefined;
    }
    const counts = row.result
      ? JSON.parse(row.result)
      : ComparisonTally.create().counts();
    return {
      aliveAt: row.alive_at,
      comparison: {
        hash: row.hash,
        activeHash: row.active_hash,
        kind: 'dry-run',
        from: row.from_at,
        to: row.to_at,
        state: row.state,
        ...(row.state === 'running' && { progress: row.progress }),
        ...(row.error !== null && { error: row.error }),
        ...counts,
      },
    };
  }
}
