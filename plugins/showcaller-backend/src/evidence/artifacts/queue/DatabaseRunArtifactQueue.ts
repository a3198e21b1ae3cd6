import type {
  Page,
  RunArtifactsRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { FinishedRun } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { ulid } from 'ulid';
import { Leases, type Lease } from '../../../database/Leases';
import { timestamp } from '../../../database/timestamp';
import { toRunArtifactsRow } from './toRunArtifactsRow';
import type { RunArtifactsTableRow, TakingProgress } from './types';

const TABLE = 'run_artifacts';
/** Longer than a download and reading what was in it may take; every file renews it. */
const LEASE_MS = 10 * 60 * 1000;
const RUN = ['source', 'repository', 'run_id', 'attempt'];

export type RunArtifactsClaim = Lease<RunArtifactsTableRow>;

/** Finished runs whose artifacts are to be looked through, one row for each attempt, worked on by one process at a time. */
export class DatabaseRunArtifactQueue {
  readonly #leases: Leases<RunArtifactsTableRow>;
  readonly #knex: Knex;
  readonly #now: () => Date;

  static create(options: {
    knex: Knex;
    now: () => Date;
  }): DatabaseRunArtifactQueue {
    return new DatabaseRunArtifactQueue(options);
  }

  private constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
    this.#leases = Leases.create({
      ...options,
      table: TABLE,
      leaseMs: LEASE_MS,
    });
  }

  /** Wants a run to be looked through. Once is enough; one that was given up is begun again. */
  async put(
    { source, run }: { source: string; run: FinishedRun },
    tx: Knex.Transaction,
  ): Promise<void> {
    const now = timestamp(this.#now());
    const row: RunArtifactsTableRow = {
      id: ulid(this.#now().getTime()),
      source,
      repository: run.repository,
      run_id: run.runId,
      attempt: run.attempt,
      run: JSON.stringify(run),
      state: 'pending',
      files: '[]',
      settled: '[]',
      attempts: 0,
      not_before: now,
      reason: null,
      created_at: now,
      updated_at: now,
      leased_by: null,
      leased_until: null,
    };
    await tx(TABLE)
      .insert(row)
      .onConflict(RUN)
      .merge(['state', 'attempts', 'not_before', 'reason', 'updated_at'])
      .where(`${TABLE}.state`, 'dead');
  }

  async claim(limit: number): Promise<RunArtifactsClaim[]> {
    return this.#leases.claim(limit, (query, now) =>
      query.where('state', 'pending').where('not_before', '<=', now),
    );
  }

  /** Keeps what was taken so far and renews the claim; false when it was lost, and nothing more may be taken. */
  async keep(
    claim: RunArtifactsClaim,
    progress: TakingProgress,
  ): Promise<boolean> {
    const now = this.#now();
    return this.#leases.note(claim, {
      ...columnsOf(progress),
      updated_at: timestamp(now),
      leased_until: timestamp(now.getTime() + LEASE_MS),
    });
  }

  /** Nothing more will be taken. */
  async finish(
    claim: RunArtifactsClaim,
    options: { progress: TakingProgress; reason?: string },
  ): Promise<void> {
    await this.#leases.finish(claim, {
      ...columnsOf(options.progress),
      state: 'done',
      attempts: 0,
      reason: options.reason ?? null,
      updated_at: timestamp(this.#now()),
    });
  }

  async retry(
    claim: RunArtifactsClaim,
    options: { notBefore: Date; reason: string },
  ): Promise<void> {
    await this.#leases.finish(claim, {
      attempts: claim.row.attempts + 1,
      not_before: timestamp(options.notBefore),
      reason: options.reason,
      updated_at: timestamp(this.#now()),
    });
  }

  /** Gives up, with the reason; what was taken stays. */
  async bury(claim: RunArtifactsClaim, reason: string): Promise<void> {
    await this.#leases.finish(claim, {
      state: 'dead',
      attempts: claim.row.attempts + 1,
      reason,
      updated_at: timestamp(this.#now()),
    });
  }

  async release(claim: RunArtifactsClaim): Promise<void> {
    await this.#leases.finish(claim, {});
  }

  /** Nothing of a source is asked before a time: its rate limit is one for all. */
  async hold(source: string, until: Date): Promise<void> {
    await this.#knex(TABLE)
      .where({ source, state: 'pending' })
      .where('not_before', '<', timestamp(until))
      .update({ not_before: timestamp(until) });
  }

  /** Newest first. */
  async list(page: {
    limit: number;
    offset: number;
  }): Promise<Page<RunArtifactsRow>> {
    const total = await this.#knex(TABLE).count({ rows: '*' }).first();
    const rows: RunArtifactsTableRow[] = await this.#knex(TABLE)
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(page.limit)
      .offset(page.offset);
    return {
      ...page,
      items: rows.map(toRunArtifactsRow),
      totalItems: Number(total?.rows ?? 0),
    };
  }

  /** Forgets runs that are through; answers how many. */
  async deleteBefore(before: Date): Promise<number> {
    return this.#knex(TABLE)
      .whereNot('state', 'pending')
      .where('created_at', '<', timestamp(before))
      .delete();
  }
}

function columnsOf({ files, settled }: TakingProgress) {
  return { files: JSON.stringify(files), settled: JSON.stringify(settled) };
}
