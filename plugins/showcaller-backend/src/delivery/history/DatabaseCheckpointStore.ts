import type { Knex } from 'knex';
import { timestamp } from '../../database/timestamp';

const TABLE = 'history_checkpoint';

/** How far an import got, and the state that the next one continues from. */
export interface StoredCheckpoint {
  repository: string;
  generation: number;
  /** Which salt hashed the authors; another one makes the state useless. */
  saltId: string;
  base?: string;
  target: string;
  /** Commits processed of those between `base` and `target`. */
  done: number;
  /** Commits processed since the import last started over. */
  commits: number;
  complete: boolean;
  state: Uint8Array;
}

/** The last checkpoint of each repository. */
export class DatabaseCheckpointStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseCheckpointStore {
    return new DatabaseCheckpointStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(repository: string): Promise<StoredCheckpoint | undefined> {
    const row = await this.#knex(TABLE).where({ repository }).first();
    return (
      row && {
        repository,
        generation: row.generation,
        saltId: row.salt_id,
        base: row.base_sha ?? undefined,
        target: row.target_sha,
        done: row.done,
        commits: row.commits,
        complete: Boolean(row.complete),
        state: row.state,
      }
    );
  }

  async put(checkpoint: StoredCheckpoint, now: Date): Promise<void> {
    await this.#knex(TABLE)
      .insert({
        repository: checkpoint.repository,
        generation: checkpoint.generation,
        salt_id: checkpoint.saltId,
        base_sha: checkpoint.base ?? null,
        target_sha: checkpoint.target,
        done: checkpoint.done,
        commits: checkpoint.commits,
        complete: checkpoint.complete,
        state: Buffer.from(checkpoint.state),
        created_at: timestamp(now),
      })
      .onConflict('repository')
      .merge();
  }
}
