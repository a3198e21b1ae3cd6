import type { Knex } from 'knex';
import { chunksOf } from '../database/chunksOf';
import { timestamp } from '../database/timestamp';

/** One attempt of a pipeline run. */
export interface RunAttempt {
  id: string;
  attempt: number;
  begunAt: string;
}

/** How one execution of a job ended. */
export interface FinishedJob {
  id: string;
  name: string;
  sha: string;
  passed: boolean;
  finishedAt: string;
}

/** What other rooms may ask of pipeline runs, as of any moment. */
export interface RunReader {
  /** Attempts of the runs of a revision that had begun by a time, oldest first. */
  listRuns(options: {
    repository: string;
    sha: string;
    until: string;
  }): Promise<RunAttempt[]>;
  /** Jobs of these runs that had passed or failed by a time. */
  listJobs(runIds: string[], until: string): Promise<FinishedJob[]>;
  /** The same of the last runs of an entity that had begun by a time. */
  listRecentJobs(options: {
    entityRef: string;
    until: string;
    limit: number;
  }): Promise<FinishedJob[]>;
}

const REVISION_RUNS = 100;

/** {@link RunReader} over what events told of runs and jobs. */
export class DatabaseRunReader implements RunReader {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseRunReader {
    return new DatabaseRunReader(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listRuns(options: {
    repository: string;
    sha: string;
    until: string;
  }): Promise<RunAttempt[]> {
    const rows: Array<{ id: string; attempt: number; sort_at: string }> =
      await this.#knex('pipeline_run')
        .where({
          repository: options.repository.toLowerCase(),
          sha: options.sha,
        })
        .where('sort_at', '<=', timestamp(options.until))
        .orderBy(['sort_at', 'id'])
        .limit(REVISION_RUNS)
        .select('id', 'attempt', 'sort_at');
    return rows.map(({ id, attempt, sort_at }) => ({
      id,
      attempt,
      begunAt: sort_at,
    }));
  }

  async listJobs(runIds: string[], until: string): Promise<FinishedJob[]> {
    const jobs: FinishedJob[] = [];
    for (const chunk of chunksOf(runIds)) {
      const rows: Array<{
        id: string;
        name: string;
        sha: string;
        status: string;
        finished_at: string;
      }> = await this.#knex('task_run')
        .whereIn('pipeline_run_id', chunk)
        .whereIn('status', ['success', 'failure'])
        .where('finished_at', '<=', timestamp(until))
        .whereNotNull('name')
        .whereNotNull('sha')
        .select('id', 'name', 'sha', 'status', 'finished_at');
      for (const { id, name, sha, status, finished_at } of rows) {
        jobs.push({
          id,
          name,
          sha,
          passed: status === 'success',
          finishedAt: finished_at,
        });
      }
    }
    return jobs;
  }

  async listRecentJobs(options: {
    entityRef: string;
    until: string;
    limit: number;
  }): Promise<FinishedJob[]> {
    const { entityRef, until, limit } = options;
    const ids: string[] = await this.#knex('pipeline_run_entity')
      .where('entity_ref', entityRef)
      .where('sort_at', '<=', timestamp(until))
      .orderBy('sort_at', 'desc')
      .limit(limit)
      .pluck('pipeline_run_id');
    return this.listJobs(ids, until);
  }
}
