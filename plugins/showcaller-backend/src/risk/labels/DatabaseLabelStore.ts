import type {
  EnvironmentTier,
  LabelReason,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { chunksOf } from '../../database/chunksOf';
import { timestamp } from '../../database/timestamp';
import { type LabelRow, type StoredLabel, toStoredLabel } from './labelRow';
import type { MaturedCounts } from './types';

const TABLE = 'risk_label';
const PAGE = 1000;

/** Judged deployments. */
export class DatabaseLabelStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseLabelStore {
    return new DatabaseLabelStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Writes a judgement. `corrected` is only taken for a new row, for a person may just be changing it, and so is when it
   * was first judged.
   */
  async put(row: LabelRow, tx: Knex = this.#knex): Promise<void> {
    const { corrected: _, first_judged_at: __, ...judged } = row;
    await tx(TABLE).insert(row).onConflict('deployment_id').merge(judged);
  }

  async delete(deploymentId: string, tx: Knex = this.#knex): Promise<void> {
    await tx(TABLE).where({ deployment_id: deploymentId }).delete();
  }

  async setCorrected(
    deploymentId: string,
    corrected: 'failed' | 'clean',
    tx: Knex,
  ): Promise<void> {
    await tx<LabelRow>(TABLE)
      .where({ deployment_id: deploymentId })
      .update({ corrected });
  }

  async get(deploymentId: string): Promise<StoredLabel | undefined> {
    return (await this.getMany([deploymentId])).get(deploymentId);
  }

  async getMany(deploymentIds: string[]): Promise<Map<string, StoredLabel>> {
    const labels = new Map<string, StoredLabel>();
    for (const chunk of chunksOf([...new Set(deploymentIds)])) {
      const rows = await this.#knex<LabelRow>(TABLE).whereIn(
        'deployment_id',
        chunk,
      );
      for (const row of rows) {
        labels.set(row.deployment_id, toStoredLabel(row));
      }
    }
    return labels;
  }

  /** Labels that are mature at a time, of some tiers, oldest first; page by page, so that no other work waits. */
  async *listMatured(options: {
    tiers: EnvironmentTier[];
    now: Date;
    before?: Date;
  }): AsyncGenerator<StoredLabel[]> {
    const { tiers, now, before } = options;
    let after: { occurredAt: string; id: string } | undefined;
    for (;;) {
      const query = this.#matured(tiers, now)
        .orderBy(['occurred_at', 'deployment_id'])
        .limit(PAGE);
      if (before) {
        query.where('occurred_at', '<', timestamp(before));
      }
      if (after) {
        const { occurredAt, id } = after;
        query.where(later =>
          later
            .where('occurred_at', '>', occurredAt)
            .orWhere(same =>
              same
                .where('occurred_at', occurredAt)
                .where('deployment_id', '>', id),
            ),
        );
      }
      const rows = await query;
      yield rows.map(toStoredLabel);
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) {
        return;
      }
      after = { occurredAt: last.occurred_at, id: last.deployment_id };
      await nextTurn();
    }
  }

  async countMatured(options: {
    tiers: EnvironmentTier[];
    now: Date;
  }): Promise<MaturedCounts> {
    const { tiers, now } = options;
    const [all] = await this.#matured(tiers, now).count({ n: '*' });
    const failures: Array<
      Pick<LabelRow, 'reasons' | 'corrected'> & { n: number | string }
    > = await this.#matured(tiers, now)
      .where(counts =>
        counts
          .where('corrected', 'failed')
          .orWhere(judged =>
            judged.whereNull('corrected').where('failed', true),
          ),
      )
      .groupBy('reasons', 'corrected')
      .select('reasons', 'corrected')
      .count({ n: '*' });
    const [maturing] = await this.#knex<LabelRow>(TABLE)
      .whereIn('tier', tiers)
      .where('matures_at', '>', timestamp(now))
      .count({ n: '*' });
    return {
      labels: Number(all.n),
      positives: failures.reduce((sum, { n }) => sum + Number(n), 0),
      maturing: Number(maturing.n),
      reasons: countReasons(failures),
    };
  }

  /** Those of these deployments that are judged under the rules of this hash. */
  async listJudged(ids: string[], rulesHash: string): Promise<Set<string>> {
    const judged = new Set<string>();
    for (const chunk of chunksOf(ids)) {
      const found: string[] = await this.#knex<LabelRow>(TABLE)
        .whereIn('deployment_id', chunk)
        .where('rules_hash', rulesHash)
        .pluck('deployment_id');
      for (const id of found) {
        judged.add(id);
      }
    }
    return judged;
  }

  /** A page, by deployment id, of labels that were last judged before they were mature. */
  async listUnsettled(options: {
    afterId: string;
    limit: number;
  }): Promise<StoredLabel[]> {
    const rows = await this.#knex<LabelRow>(TABLE)
      .where('settled', false)
      .where('deployment_id', '>', options.afterId)
      .orderBy('deployment_id')
      .limit(options.limit);
    return rows.map(toStoredLabel);
  }

  /** Deployments that were judged without their commits, first so since a time; the latest. */
  async listAwaitingFacts(options: {
    since: string;
    limit: number;
  }): Promise<string[]> {
    return this.#knex<LabelRow>(TABLE)
      .where('awaits_facts', true)
      .where('first_judged_at', '>=', options.since)
      .orderBy('first_judged_at', 'desc')
      .limit(options.limit)
      .pluck('deployment_id');
  }

  /** Commits of a repository that repaired what a deployment had broken. */
  async listRepairs(repository: string): Promise<string[]> {
    const repairs = await this.#knex<LabelRow>(TABLE)
      .where({ repository })
      .whereNotNull('repairs')
      .pluck('repairs');
    return [
      ...new Set(repairs.flatMap(json => JSON.parse(json ?? '[]') as string[])),
    ];
  }

  #matured(tiers: EnvironmentTier[], now: Date) {
    return this.#knex<LabelRow>(TABLE)
      .whereIn('tier', tiers)
      .where('matures_at', '<=', timestamp(now));
  }
}

/** How often each reason is among the failures; a correction is a reason of its own. */
function countReasons(
  failures: Array<
    Pick<LabelRow, 'reasons' | 'corrected'> & { n: number | string }
  >,
): MaturedCounts['reasons'] {
  const counts = new Map<LabelReason, number>();
  for (const { reasons, corrected, n } of failures) {
    const known: LabelReason[] = corrected
      ? ['corrected']
      : JSON.parse(reasons);
    for (const reason of known) {
      counts.set(reason, (counts.get(reason) ?? 0) + Number(n));
    }
  }
  return [...counts].map(([reason, count]) => ({ reason, count }));
}
