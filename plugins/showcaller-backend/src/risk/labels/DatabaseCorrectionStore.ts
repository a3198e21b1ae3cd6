import type { DeploymentLabel } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { ulid } from 'ulid';
import { timestamp } from '../../database/timestamp';

/** What a person said about the outcome of a deployment. */
export type Correction = NonNullable<DeploymentLabel['correction']>;

interface CorrectionRow {
  id: string;
  deployment_id: string;
  outcome: Correction['outcome'];
  reason: string;
  corrected_by: string;
  corrected_at: string;
}

const TABLE = 'risk_label_correction';

/** Corrections: written once and never changed; the latest of a deployment counts. */
export class DatabaseCorrectionStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseCorrectionStore {
    return new DatabaseCorrectionStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async add(
    deploymentId: string,
    correction: Correction,
    tx: Knex,
  ): Promise<void> {
    await tx(TABLE).insert({
      id: ulid(Date.parse(correction.at)),
      deployment_id: deploymentId,
      outcome: correction.outcome,
      reason: correction.reason,
      corrected_by: correction.by,
      corrected_at: timestamp(correction.at),
    });
  }

  async getLatest(
    deploymentId: string,
    knex: Knex = this.#knex,
  ): Promise<Correction | undefined> {
    const row = await knex<CorrectionRow>(TABLE)
      .where({ deployment_id: deploymentId })
      .orderBy([
        { column: 'corrected_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first();
    return (
      row && {
        outcome: row.outcome,
        reason: row.reason,
        by: row.corrected_by,
        at: row.corrected_at,
      }
    );
  }
}
