import type { DeploymentStatus } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { chunksOf } from '../database/chunksOf';
import { timestamp } from '../database/timestamp';
import { readOfRevisions, type Revision } from './revisions';

const TABLE = 'deployment';
const ID_CHUNK = 500;
/** Failed deployments in a row after which no later one is taken to follow from an earlier. */
const FOLLOWERS = 50;

export interface DeploymentTableRow {
  id: string;
  repository: string;
  deployment_id: string;
  sha: string;
  environment: string;
  status: DeploymentStatus;
  ref: string | null;
  named_entity: string | null;
  entity_ref: string | null;
  url: string | null;
  description: string | null;
  requested_at: string;
  started_at: string | null;
  finished_at: string | null;
  first_received_at: string;
}

/** Where a deployment stands among those of its entity and environment. */
export interface DeploymentPosition {
  id: string;
  entity_ref: string;
  environment: string;
  requested_at: string;
}

/** SQL over the `deployment` table. */
export class DeploymentStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DeploymentStore {
    return new DeploymentStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(id: string): Promise<DeploymentTableRow | undefined> {
    return this.#knex<DeploymentTableRow>(TABLE).where({ id }).first();
  }

  /** Those of these deployments that there are, by id. */
  async getMany(
    ids: string[],
    tx: Knex,
  ): Promise<Map<string, DeploymentTableRow>> {
    const found = new Map<string, DeploymentTableRow>();
    for (const chunk of chunksOf(ids)) {
      for (const row of await tx<DeploymentTableRow>(TABLE).whereIn(
        'id',
        chunk,
      )) {
        found.set(row.id, row);
      }
    }
    return found;
  }

  /** The last one of the same entity and environment that was requested before and did not fail. */
  async getPrevious(
    position: DeploymentPosition,
  ): Promise<DeploymentTableRow | undefined> {
    return this.#neighbours(position, '<', this.#knex)
      .whereNot('status', 'failed')
      .orderBy([
        { column: 'requested_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first();
  }

  /** Deployments whose previous one is, or could be, the one at this position. */
  async followers(position: DeploymentPosition, tx: Knex): Promise<string[]> {
    const next = await this.#neighbours(position, '>', tx)
      .orderBy(['requested_at', 'id'])
      .limit(FOLLOWERS)
      .select('id', 'status');
    const firstGood = next.findIndex(row => row.status !== 'failed');
    return next
      .slice(0, firstGood < 0 ? next.length : firstGood + 1)
      .map(row => row.id);
  }

  /** Deployments of any of the entities that were asked for between two times, both inclusive. */
  async listRequestedBetween(
    options: { entityRefs: string[]; from: string; to: string },
    tx: Knex,
  ): Promise<string[]> {
    const found: string[] = [];
    for (const chunk of chunksOf(options.entityRefs)) {
      const ids: string[] = await tx<DeploymentTableRow>(TABLE)
        .whereIn('entity_ref', chunk)
        .whereBetween('requested_at', [options.from, options.to])
        .orderBy(['requested_at', 'id'])
        .limit(FOLLOWERS)
        .pluck('id');
      found.push(...ids);
    }
    return found;
  }

  async setEntity(
    ids: string[],
    entityRef: string | null,
    tx: Knex,
  ): Promise<void> {
    for (const chunk of chunksOf(ids)) {
      await tx(TABLE).whereIn('id', chunk).update({ entity_ref: entityRef });
    }
  }

  /** Deployments of these revisions that belong to an entity. */
  async listOfRevisions(
    revisions: Revision[],
    tx: Knex,
  ): Promise<
    Array<
      Pick<DeploymentTableRow, 'id' | 'repository' | 'sha' | 'requested_at'>
    >
  > {
    return readOfRevisions(revisions, ({ repositories, shas }) =>
      tx<DeploymentTableRow>(TABLE)
        .whereIn('repository', repositories)
        .whereIn('sha', shas)
        .whereNotNull('entity_ref')
        .orderBy('id')
        .select('id', 'repository', 'sha', 'requested_at'),
    );
  }

  /** One chunk of a repository's deployments, by id. */
  async listOfRepository(
    options: { repository: string; afterId: string; limit: number },
    tx: Knex,
  ): Promise<DeploymentTableRow[]> {
    return tx<DeploymentTableRow>(TABLE)
      .where('repository', options.repository)
      .where('id', '>', options.afterId)
      .orderBy('id')
      .limit(options.limit);
  }

  async countSince(options: {
    entityRefs: string[];
    since: string;
  }): Promise<Map<string, { total: number; failed: number }>> {
    const counts = new Map<string, { total: number; failed: number }>();
    for (let i = 0; i < options.entityRefs.length; i += ID_CHUNK) {
      const rows: Array<{
        entity_ref: string;
        status: DeploymentStatus;
        rows: number | string;
      }> = await this.#knex(TABLE)
        .whereIn('entity_ref', options.entityRefs.slice(i, i + ID_CHUNK))
        .where('requested_at', '>=', timestamp(options.since))
        .groupBy('entity_ref', 'status')
        .select('entity_ref', 'status')
        .count({ rows: '*' });
      for (const row of rows) {
        const count = counts.get(row.entity_ref) ?? { total: 0, failed: 0 };
        count.total += Number(row.rows);
        count.failed += row.status === 'failed' ? Number(row.rows) : 0;
        counts.set(row.entity_ref, count);
      }
    }
    return counts;
  }

  async getStatuses(ids: string[]): Promise<Map<string, DeploymentStatus>> {
    const statuses = new Map<string, DeploymentStatus>();
    for (let i = 0; i < ids.length; i += ID_CHUNK) {
      const rows = await this.#knex<DeploymentTableRow>(TABLE)
        .whereIn('id', ids.slice(i, i + ID_CHUNK))
        .select('id', 'status');
      for (const row of rows) {
        statuses.set(row.id, row.status);
      }
    }
    return statuses;
  }

  #neighbours(position: DeploymentPosition, side: '<' | '>', tx: Knex) {
    const { id, entity_ref, environment, requested_at } = position;
    return tx<DeploymentTableRow>(TABLE)
      .where({ entity_ref, environment })
      .where(other =>
        other
          .where('requested_at', side, requested_at)
          .orWhere(same => same.where({ requested_at }).where('id', side, id)),
      );
  }
}
