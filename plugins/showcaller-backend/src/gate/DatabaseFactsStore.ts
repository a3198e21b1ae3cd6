import type { PolicyFacts } from '@showcaller/engine/policy';
import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { chunksOf } from '../database/chunksOf';
import { timestamp } from '../database/timestamp';
import type { StoredFacts } from './types';

const TABLE = 'gate_decision_facts';
const CHUNK = 500;

interface FactsRow {
  decision_id: string;
  facts: string;
  decided_at: string;
}

/** The facts that were decided on, so that another policy can be tried on the past. */
export class DatabaseFactsStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseFactsStore {
    return new DatabaseFactsStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(
    stored: StoredFacts & { decidedAt: string },
    tx: Knex.Transaction,
  ): Promise<void> {
    await tx<FactsRow>(TABLE).insert({
      decision_id: stored.decisionId,
      facts: JSON.stringify(stored.facts),
      decided_at: timestamp(stored.decidedAt),
    });
  }

  async get(decisionId: string): Promise<PolicyFacts | undefined> {
    const row = await this.#knex<FactsRow>(TABLE)
      .where('decision_id', decisionId)
      .first();
    return row && JSON.parse(row.facts);
  }

  /** By the id of the decision. */
  async getMany(decisionIds: string[]): Promise<Map<string, PolicyFacts>> {
    const found = new Map<string, PolicyFacts>();
    for (const chunk of chunksOf(decisionIds)) {
      const rows = await this.#knex<FactsRow>(TABLE).whereIn(
        'decision_id',
        chunk,
      );
      for (const { decision_id: id, facts } of rows) {
        found.set(id, JSON.parse(facts));
      }
    }
    return found;
  }

  /** Deletes what was decided before a time, chunk by chunk; answers how many. */
  async deleteBefore(before: Date, signal?: AbortSignal): Promise<number> {
    let total = 0;
    while (!signal?.aborted) {
      const old = await this.#knex<FactsRow>(TABLE)
        .where('decided_at', '<', timestamp(before))
        .limit(CHUNK)
        .pluck('decision_id');
      if (old.length === 0) {
        break;
      }
      total += await this.#knex(TABLE).whereIn('decision_id', old).delete();
      await nextTurn();
    }
    return total;
  }
}
