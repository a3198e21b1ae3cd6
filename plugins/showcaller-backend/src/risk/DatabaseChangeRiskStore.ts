import type { Knex } from 'knex';
import { timestamp } from '../database/timestamp';
import { sigmoid } from '@showcaller/engine/risk';

interface ChangeRiskRow {
  repository: string;
  sha: string;
  model_hash: string;
  margin: number | null;
  committed_at: string;
}

/** The own risk of one change. */
export interface ChangeRisk {
  repository: string;
  sha: string;
  /** Log-odds; absent when unknown. */
  margin?: number;
  committedAt: string;
}

const TABLE = 'change_risk';
const INSERT_CHUNK = 100;

/** The own risk of every imported change, per model. */
export class DatabaseChangeRiskStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseChangeRiskStore {
    return new DatabaseChangeRiskStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async save(changes: ChangeRisk[], modelHash: string): Promise<void> {
    for (let start = 0; start < changes.length; start += INSERT_CHUNK) {
      await this.#knex(TABLE)
        .insert(
          changes.slice(start, start + INSERT_CHUNK).map(change => ({
            repository: change.repository,
            sha: change.sha,
            model_hash: modelHash,
            margin: change.margin ?? null,
            committed_at: timestamp(change.committedAt),
          })),
        )
        .onConflict(['repository', 'sha', 'model_hash'])
        .merge();
    }
  }

  /** Of the given revisions, those this model has scored. */
  async filterScored(options: {
    repository: string;
    shas: string[];
    modelHash: string;
  }): Promise<Set<string>> {
    const shas = await this.#knex<ChangeRiskRow>(TABLE)
      .where({
        repository: options.repository,
        model_hash: options.modelHash,
      })
      .whereIn('sha', options.shas)
      .pluck('sha');
    return new Set(shas);
  }

  /** Probabilities of revisions by sha; those without a known risk are left out. */
  async getProbabilities(options: {
    repository: string;
    shas: string[];
    modelHash: string;
  }): Promise<Map<string, number>> {
    const rows = await this.#knex<ChangeRiskRow>(TABLE)
      .where({
        repository: options.repository,
        model_hash: options.modelHash,
      })
      .whereIn('sha', options.shas)
      .whereNotNull('margin')
      .select('sha', 'margin');
    return new Map(
      rows.flatMap(({ sha, margin }) =>
        margin === null ? [] : [[sha, sigmoid(margin)] as const],
      ),
    );
  }
}
