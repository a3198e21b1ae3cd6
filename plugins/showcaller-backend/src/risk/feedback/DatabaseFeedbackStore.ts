import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { timestamp } from '../../database/timestamp';
import type { FeedbackRow } from './feedbackRow';

const TABLE = 'decision_feedback';

/** How many deployments of one service were decided on by one rule and came out alike. */
export interface FeedbackCount {
  entityRef: string;
  rule: string;
  outcome: GateDecision['outcome'];
  mode: GateDecision['mode'];
  ran: boolean;
  failedSoon: boolean;
  /** Whether enough time has passed to say that it did not fail soon. */
  known: boolean;
  count: number;
}

/** Months in which a model decided, with how much of it there is. */
export interface ModelMonth {
  /** `2026-10` */
  month: string;
  modelHash: string;
  decisions: number;
  /** Deployments whose outcome is final. */
  mature: number;
}

/** What the gate said of deployments and what became of them. */
export class DatabaseFeedbackStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseFeedbackStore {
    return new DatabaseFeedbackStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async put(row: FeedbackRow, tx: Knex): Promise<void> {
    await tx(TABLE).insert(row).onConflict('deployment_id').merge();
  }

  async delete(deploymentId: string, tx: Knex): Promise<void> {
    await tx(TABLE).where({ deployment_id: deploymentId }).delete();
  }

  async count(options: { since: Date; now: Date }): Promise<FeedbackCount[]> {
    const now = timestamp(options.now);
    const known = this.#knex.raw('case when known_at <= ? then 1 else 0 end', [
      now,
    ]);
    const rows: Array<FeedbackRow & { known: number; n: number | string }> =
      await this.#knex
        .from(
          this.#knex<FeedbackRow>(TABLE)
            .where('occurred_at', '>=', timestamp(options.since))
            .select(
              'entity_ref',
              'rule',
              'outcome',
              'mode',
              'ran',
              'failed_soon',
              this.#knex.raw('? as known', [known]),
            )
            .as('decided'),
        )
        .groupBy(
          'entity_ref',
          'rule',
          'outcome',
          'mode',
          'ran',
          'failed_soon',
          'known',
        )
        .select(
          'entity_ref',
          'rule',
          'outcome',
          'mode',
          'ran',
          'failed_soon',
          'known',
        )
        .count({ n: '*' });
    return rows.map(row => ({
      entityRef: row.entity_ref,
      rule: row.rule,
      outcome: row.outcome,
      mode: row.mode,
      ran: Boolean(row.ran),
      failedSoon: Boolean(row.failed_soon),
      known: Number(row.known) === 1,
      count: Number(row.n),
    }));
  }

  /** Newest month first. */
  async listMonths(options: { since: Date; now: Date }): Promise<ModelMonth[]> {
    const now = timestamp(options.now);
    const month = this.#knex.raw('substr(occurred_at, 1, 7)');
    const rows: Array<{
      month: string;
      model_hash: string;
      decisions: number | string;
      mature: number | string | null;
    }> = await this.#knex(TABLE)
      .where('occurred_at', '>=', timestamp(options.since))
      .groupByRaw('substr(occurred_at, 1, 7), model_hash')
      .select('model_hash', this.#knex.raw('? as month', [month]))
      .count({ decisions: '*' })
      .sum({
        mature: this.#knex.raw(
          'case when outcome_known is not null and matures_at <= ? then 1 else 0 end',
          [now],
        ),
      });
    return rows
      .map(row => ({
        month: row.month,
        modelHash: row.model_hash,
        decisions: Number(row.decisions),
        mature: Number(row.mature ?? 0),
      }))
      .sort(
        (a, b) =>
          b.month.localeCompare(a.month) ||
          a.modelHash.localeCompare(b.modelHash),
      );
  }

  /** A page, by time, of what a model decided in a month. */
  async listOfMonth(options: {
    month: string;
    modelHash: string;
    after?: Pick<FeedbackRow, 'occurred_at' | 'deployment_id'>;
    limit: number;
  }): Promise<FeedbackRow[]> {
    const { month, modelHash, after, limit } = options;
    const query = this.#knex<FeedbackRow>(TABLE)
      .where('model_hash', modelHash)
      .where('occurred_at', '>=', `${month}-01`)
      .where('occurred_at', '<', `${month}-32`)
      .orderBy(['occurred_at', 'deployment_id'])
      .limit(limit);
    if (after) {
      query.where(later =>
        later
          .where('occurred_at', '>', after.occurred_at)
          .orWhere(same =>
            same
              .where('occurred_at', after.occurred_at)
              .where('deployment_id', '>', after.deployment_id),
          ),
      );
    }
    return query;
  }
}
