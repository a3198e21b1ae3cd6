import type { HistoryImportRow } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { timestamp } from '../../database/timestamp';

const TABLE = 'history_import';

interface ImportTableRow {
  repository: string;
  location: string;
  status: HistoryImportRow['status'];
  commits_done: number;
  commits_total: number | null;
  commits_per_second: number | null;
  eta_seconds: number | null;
  head_sha: string | null;
  started_at: string | null;
  finished_at: string | null;
  error: string | null;
  leased_by: string | null;
  leased_until: string | null;
}

/** An import as it is shown, without the entity: several may share a repository. */
export type StoredImport = Omit<HistoryImportRow, 'entityRef'>;

export interface ImportProgress {
  commitsDone: number;
  commitsTotal?: number;
  commitsPerSecond?: number;
  etaSeconds?: number;
}

/** Imports by repository, with the lease that keeps two replicas from doing the same one. */
export class DatabaseImportStore {
  readonly #knex: Knex;
  readonly #leaseMs: number;

  static create(options: {
    knex: Knex;
    leaseSeconds: number;
  }): DatabaseImportStore {
    return new DatabaseImportStore(options);
  }

  private constructor(options: { knex: Knex; leaseSeconds: number }) {
    this.#knex = options.knex;
    this.#leaseMs = options.leaseSeconds * 1000;
  }

  async get(repository: string): Promise<StoredImport | undefined> {
    const row = await this.#knex<ImportTableRow>(TABLE)
      .where({ repository })
      .first();
    return row && toImport(row);
  }

  async list(): Promise<StoredImport[]> {
    const rows = await this.#knex<ImportTableRow>(TABLE).orderBy('repository');
    return rows.map(toImport);
  }

  /** Notes that an import waits, unless somebody is at it. */
  async queue(
    repository: string,
    location: string,
    now: Date,
    knex: Knex = this.#knex,
  ): Promise<void> {
    await knex<ImportTableRow>(TABLE)
      .insert({ repository, location, status: 'queued', commits_done: 0 })
      .onConflict('repository')
      .ignore();
    await this.#free(repository, now, knex).update({
      location,
      status: 'queued',
    });
  }

  /** False when another one holds the import. */
  async claim(options: {
    repository: string;
    location: string;
    holder: string;
    now: Date;
  }): Promise<boolean> {
    const { repository, location, holder, now } = options;
    const claimed = await this.#free(repository, now).update({
      location,
      status: 'running',
      leased_by: holder,
      leased_until: this.#leaseEnd(now),
      started_at: timestamp(now),
      finished_at: null,
      error: null,
      eta_seconds: null,
    });
    return claimed === 1;
  }

  /** Writes the progress and keeps the lease; false when the lease was lost. */
  async progress(options: {
    repository: string;
    holder: string;
    now: Date;
    progress?: ImportProgress;
  }): Promise<boolean> {
    const { repository, holder, now, progress } = options;
    const kept = await this.#knex<ImportTableRow>(TABLE)
      .where({ repository, leased_by: holder })
      .update({
        leased_until: this.#leaseEnd(now),
        ...(progress && {
          commits_done: progress.commitsDone,
          commits_total: progress.commitsTotal ?? null,
          commits_per_second: progress.commitsPerSecond ?? null,
          eta_seconds: progress.etaSeconds ?? null,
        }),
      });
    return kept === 1;
  }

  async finish(options: {
    repository: string;
    holder: string;
    now: Date;
    headSha?: string;
    error?: string;
  }): Promise<void> {
    const { repository, holder, now, headSha, error } = options;
    await this.#knex<ImportTableRow>(TABLE)
      .where({ repository, leased_by: holder })
      .update({
        status: error === undefined ? 'done' : 'failed',
        ...(headSha && { head_sha: headSha }),
        error: error ?? null,
        eta_seconds: null,
        finished_at: timestamp(now),
        leased_by: null,
        leased_until: null,
      });
  }

  /** Puts the import back into the queue, for whoever comes next. */
  /** Frees what a process that was killed had claimed. Only where no other process can be at work. */
  async releaseAll(): Promise<void> {
    await this.#knex<ImportTableRow>(TABLE)
      .whereNotNull('leased_by')
      .update({ status: 'queued', leased_by: null, leased_until: null });
  }

  async release(options: {
    repository: string;
    holder: string;
  }): Promise<void> {
    const { repository, holder } = options;
    await this.#knex<ImportTableRow>(TABLE)
      .where({ repository, leased_by: holder })
      .update({ status: 'queued', leased_by: null, leased_until: null });
  }

  #free(repository: string, now: Date, knex: Knex = this.#knex) {
    return knex<ImportTableRow>(TABLE)
      .where({ repository })
      .where(free =>
        free
          .whereNull('leased_until')
          .orWhere('leased_until', '<', timestamp(now)),
      );
  }

  #leaseEnd(now: Date): string {
    return timestamp(now.getTime() + this.#leaseMs);
  }
}

function toImport(row: ImportTableRow): StoredImport {
  return {
    repository: row.repository,
    location: row.location,
    status: row.status,
    commitsDone: row.commits_done,
    commitsTotal: row.commits_total ?? undefined,
    commitsPerSecond: row.commits_per_second ?? undefined,
    etaSeconds: row.eta_seconds ?? undefined,
    headSha: row.head_sha ?? undefined,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    error: row.error ?? undefined,
  };
}
