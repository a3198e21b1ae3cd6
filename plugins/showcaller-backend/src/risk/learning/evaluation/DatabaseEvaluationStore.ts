import type { ModelEvaluation } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { timestamp } from '../../../database/timestamp';

const TABLE = 'risk_model_evaluation';

/** Back-tests of models, each as it came out; the newest of a model is shown. */
export class DatabaseEvaluationStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseEvaluationStore {
    return new DatabaseEvaluationStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async put(evaluation: ModelEvaluation): Promise<void> {
    await this.#knex(TABLE)
      .insert({
        model_hash: evaluation.modelHash,
        computed_at: timestamp(evaluation.computedAt),
        evaluation: JSON.stringify(evaluation),
      })
      .onConflict(['model_hash', 'computed_at'])
      .merge();
  }

  async getNewest(modelHash: string): Promise<ModelEvaluation | undefined> {
    const row = await this.#knex(TABLE)
      .where({ model_hash: modelHash })
      .orderBy('computed_at', 'desc')
      .first('evaluation');
    return row && JSON.parse(row.evaluation);
  }

  async deleteOlderThan(before: Date): Promise<void> {
    await this.#knex(TABLE)
      .where('computed_at', '<', timestamp(before))
      .delete();
  }
}
