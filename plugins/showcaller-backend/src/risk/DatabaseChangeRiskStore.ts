import type { Knex } from 'knex';
import { timestamp } from '../database/timestamp';
import { sigmoid } from '@showcaller/engine/risk';
import type { RiskEvaluation } from './types';

interface ChangeRiskRow {
  repository: string;
  sha: string;
  model_hash: string;
  margin: number | null;
  log_odds: number | null;
  committed_at: string;
}

/** The own risk of one change. */
export interface ChangeRisk {
  repository: string;
  sha: string;
  /** Before and after calibration; absent when unknown. */
  evaluation?: Pick<RiskEvaluation, 'margin' | 'logOdds'>;
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
            margin: change.evaluation?.margin ?? null,
            log_odds: change.evaluation?.logOdds ?? null,
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

  /** Repositories of which any model has scored a change. */
  async listRepositories(): Promise<string[]> {
    return this.#knex(TABLE)
      .distinct('repository')
      .orderBy('repository')
      .pluck('repository');
  }

  /** Forgets what other models said about the changes of a repository. */
  async deleteOthers(options: {
    repository: string;
    modelHash: string;
  }): Promise<void> {
    await this.#knex(TABLE)
      .where({ repository: options.repository })
      .whereNot({ model_hash: options.modelHash })
      .delete();
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
      .whereNotNull('log_odds')
      .select('sha', 'log_odds');
    return new Map(
      rows.flatMap(({ sha, log_odds: logOdds }) =>
        logOdds === null ? [] : [[sha, sigmoid(logOdds)] as const],
      ),
    );
  }
}
