import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { timestamp } from '../../database/timestamp';
import type { ChangeFactsReader } from '../history.types';
import type { MeasuredCommit } from './measures/importHistory';

const TABLE = 'change_facts';
const INSERT_CHUNK = 50;
const READ_CHUNK = 200;
const DELETE_CHUNK = 500;

interface FactsRow {
  repository: string;
  sha: string;
  committed_at: string;
  generation: number;
  facts: string;
}

/** Measures of commits, by repository and id. */
export class DatabaseChangeFactsStore implements ChangeFactsReader {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseChangeFactsStore {
    return new DatabaseChangeFactsStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Small statements with a pause between them: SQLite runs in the backend's own thread. */
  async put(
    key: { repository: string; generation: number },
    commits: MeasuredCommit[],
  ): Promise<void> {
    for (let i = 0; i < commits.length; i += INSERT_CHUNK) {
      await this.#knex<FactsRow>(TABLE)
        .insert(
          commits.slice(i, i + INSERT_CHUNK).map(commit => ({
            ...key,
            sha: commit.sha,
            committed_at: timestamp(commit.committedAt),
            facts: commit.facts,
          })),
        )
        .onConflict(['repository', 'sha'])
        .merge();
      await nextTurn();
    }
  }

  async getFacts(
    repository: string,
    sha: string,
  ): Promise<ChangeFacts | undefined> {
    return (await this.getMany(repository, [sha])).get(sha);
  }

  async getMany(
    repository: string,
    shas: string[],
  ): Promise<Map<string, ChangeFacts>> {
    const facts = new Map<string, ChangeFacts>();
    for (let i = 0; i < shas.length; i += READ_CHUNK) {
      const rows = await this.#knex<FactsRow>(TABLE)
        .where('repository', repository.toLowerCase())
        .whereIn('sha', shas.slice(i, i + READ_CHUNK))
        .select('sha', 'facts');
      for (const row of rows) {
        facts.set(row.sha, JSON.parse(row.facts));
      }
    }
    return facts;
  }

  async listFacts(options: {
    repository: string;
    limit: number;
    before?: { committedAt: string; sha: string };
  }): Promise<ChangeFacts[]> {
    const { limit, before } = options;
    const repository = options.repository.toLowerCase();
    const query = this.#knex<FactsRow>(TABLE).where({ repository });
    if (before) {
      const committed_at = timestamp(before.committedAt);
      query.where(earlier =>
        earlier
          .where('committed_at', '<', committed_at)
          .orWhere(same =>
            same.where({ committed_at }).where('sha', '<', before.sha),
          ),
      );
    }
    const rows = await query
      .orderBy([
        { column: 'committed_at', order: 'desc' },
        { column: 'sha', order: 'desc' },
      ])
      .limit(limit)
      .select('facts');
    return rows.map(row => JSON.parse(row.facts));
  }

  async hasAny(repository: string): Promise<boolean> {
    return Boolean(
      await this.#knex(TABLE)
        .where({ repository: repository.toLowerCase() })
        .first('sha'),
    );
  }

  /** Removes what an import that started over did not find again: commits that are no longer in the history. */
  async deleteOlderThan(key: {
    repository: string;
    generation: number;
  }): Promise<void> {
    for (;;) {
      const shas: string[] = await this.#knex<FactsRow>(TABLE)
        .where('repository', key.repository)
        .where('generation', '<', key.generation)
        .limit(DELETE_CHUNK)
        .pluck('sha');
      if (shas.length === 0) {
        return;
      }
      await this.#knex(TABLE)
        .where('repository', key.repository)
        .where('generation', '<', key.generation)
        .whereIn('sha', shas)
        .delete();
      await nextTurn();
    }
  }
}
