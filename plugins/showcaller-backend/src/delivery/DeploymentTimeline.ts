import type { Knex } from 'knex';
import { chunksOf } from '../database/chunksOf';
import { timestamp } from '../database/timestamp';
import type { OwnershipGraph } from '../ownership/types';
import type { DeploymentTableRow } from './DeploymentStore';
import { toDeployment } from './toDeployment';
import type { Deployment } from './types';

const TABLE = 'deployment';
/** Reported later than this after it was asked for, a deployment is backfill. */
export const BACKFILL_AFTER_MS = 60 * 60 * 1000;
const ENDED = ['succeeded', 'failed', 'superseded'];
/** Deployments under way at one time that are read. */
const UNDER_WAY = 200;
const ROLLED_BACK = 'dev.cdevents.service.rolledback.';

/** Where a page of the timeline ended. */
export interface TimelinePosition {
  requestedAt: string;
  id: string;
}

/** Deployments in the order they were asked for, for rooms that look back or ahead. Only those that an entity owns. */
export class DeploymentTimeline {
  readonly #knex: Knex;
  readonly #ownership: Pick<OwnershipGraph, 'tierOf'>;

  static create(options: {
    knex: Knex;
    ownership: Pick<OwnershipGraph, 'tierOf'>;
  }): DeploymentTimeline {
    return new DeploymentTimeline(options);
  }

  private constructor(options: {
    knex: Knex;
    ownership: Pick<OwnershipGraph, 'tierOf'>;
  }) {
    this.#knex = options.knex;
    this.#ownership = options.ownership;
  }

  /** Those of these deployments that there are, by id. */
  async getMany(
    ids: string[],
    knex: Knex = this.#knex,
  ): Promise<Map<string, Deployment>> {
    const found = new Map<string, Deployment>();
    for (const chunk of chunksOf(ids)) {
      const rows = await knex<DeploymentTableRow>(TABLE).whereIn('id', chunk);
      for (const deployment of this.#owned(rows)) {
        found.set(deployment.id, deployment);
      }
    }
    return found;
  }

  /**
   * Deployments of an entity, of one environment where it is given, asked for between two times (both inclusive),
   * oldest first. With `newest` the limit keeps the latest ones instead of the first.
   */
  async list(
    options: {
      entityRef: string;
      environment?: string;
      from?: string;
      to?: string;
      limit: number;
      newest?: boolean;
    },
    knex: Knex = this.#knex,
  ): Promise<Deployment[]> {
    const { entityRef, environment, from, to, limit, newest } = options;
    const order = newest ? 'desc' : 'asc';
    const query = knex<DeploymentTableRow>(TABLE)
      .where('entity_ref', entityRef)
      .orderBy([
        { column: 'requested_at', order },
        { column: 'id', order },
      ])
      .limit(limit);
    if (environment !== undefined) {
      query.where({ environment });
    }
    if (from !== undefined) {
      query.where('requested_at', '>=', timestamp(from));
    }
    if (to !== undefined) {
      query.where('requested_at', '<=', timestamp(to));
    }
    const deployments = this.#owned(await query);
    return newest ? deployments.reverse() : deployments;
  }

  /** Deployments of any of the entities that were asked for since a time and were under way at another. */
  async listUnderWay(options: {
    entityRefs: string[];
    at: string;
    since: string;
  }): Promise<Deployment[]> {
    const { entityRefs } = options;
    const at = timestamp(options.at);
    const underWay: Deployment[] = [];
    for (const chunk of chunksOf(entityRefs)) {
      const rows = await this.#knex<DeploymentTableRow>(TABLE)
        .whereIn('entity_ref', chunk)
        .where('requested_at', '>=', timestamp(options.since))
        .where('requested_at', '<=', at)
        .where(open =>
          open.whereNull('finished_at').orWhere('finished_at', '>', at),
        )
        .limit(UNDER_WAY);
      underWay.push(...this.#owned(rows));
    }
    return underWay;
  }

  /** Ids of a repository's deployments since a time that were told of late: backfill. */
  async listToldLate(repository: string, since: string): Promise<string[]> {
    const rows = await this.#knex<DeploymentTableRow>(TABLE)
      .where('repository', repository.toLowerCase())
      .whereNotNull('entity_ref')
      .where('requested_at', '>=', timestamp(since))
      .orderBy('id')
      .select('id', 'requested_at', 'first_received_at');
    return rows
      .filter(
        row =>
          Date.parse(row.first_received_at) - Date.parse(row.requested_at) >
          BACKFILL_AFTER_MS,
      )
      .map(({ id }) => id);
  }

  /** A page of all deployments that came to an end, oldest first; `after` is where the last page ended. */
  async listEnded(options: {
    since?: string;
    after?: TimelinePosition;
    limit: number;
  }): Promise<Deployment[]> {
    const { since, after, limit } = options;
    const query = this.#knex<DeploymentTableRow>(TABLE)
      .whereNotNull('entity_ref')
      .whereIn('status', ENDED)
      .orderBy(['requested_at', 'id'])
      .limit(limit);
    if (since !== undefined) {
      query.where('requested_at', '>=', timestamp(since));
    }
    if (after) {
      query.where(later =>
        later
          .where('requested_at', '>', after.requestedAt)
          .orWhere(same =>
            same
              .where('requested_at', after.requestedAt)
              .where('id', '>', after.id),
          ),
      );
    }
    return this.#owned(await query);
  }

  /** Those of these deployments that said of themselves that they put an earlier revision back in place. */
  async listRollBacks(ids: string[]): Promise<Set<string>> {
    const rolledBack = new Set<string>();
    for (const chunk of chunksOf(ids)) {
      const rows = await this.#knex('subject_event')
        .whereIn('subject_id', chunk)
        .where('type', 'like', `${ROLLED_BACK}%`)
        .distinct('subject_id')
        .pluck('subject_id');
      for (const id of rows) {
        rolledBack.add(id);
      }
    }
    return rolledBack;
  }

  /** The deployments that these events told of, by the id of the event. */
  async getByEvents(
    eventIds: string[],
    knex: Knex = this.#knex,
  ): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const chunk of chunksOf(eventIds)) {
      const rows: Array<{ event_id: string; subject_id: string }> = await knex(
        'subject_event',
      )
        .whereIn('event_id', chunk)
        .where('kind', 'deployment')
        .select('event_id', 'subject_id');
      for (const { event_id, subject_id } of rows) {
        found.set(event_id, subject_id);
      }
    }
    return found;
  }

  #owned(rows: DeploymentTableRow[]): Deployment[] {
    return rows.flatMap(row => toDeployment(row, this.#ownership) ?? []);
  }
}
