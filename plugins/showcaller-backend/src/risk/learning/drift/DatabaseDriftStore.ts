import type { DriftReport } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { timestamp } from '../../../database/timestamp';

const TABLE = 'risk_drift';

/** Drift reports, each as it came out; the newest is shown. */
export class DatabaseDriftStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseDriftStore {
    return new DatabaseDriftStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async put(report: DriftReport): Promise<void> {
    await this.#knex(TABLE)
      .insert({
        model_hash: report.modelHash,
        computed_at: timestamp(report.computedAt),
        report: JSON.stringify(report),
      })
      .onConflict(['model_hash', 'computed_at'])
      .merge();
  }

  async getNewest(): Promise<DriftReport | undefined> {
    const row = await this.#knex(TABLE)
      .orderBy('computed_at', 'desc')
      .first('report');
    return row && JSON.parse(row.report);
  }

  async deleteOlderThan(before: Date): Promise<void> {
    await this.#knex(TABLE)
      .where('computed_at', '<', timestamp(before))
      .delete();
  }
}
