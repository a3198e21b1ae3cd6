import type {
  IncidentRecord,
  Page,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { chunksOf } from '../database/chunksOf';
import { timestamp } from '../database/timestamp';
import type { OwnershipGraph } from '../ownership/types';
import { type IncidentRow, toIncident } from './incidentRow';
import type { AttributableIncident, IncidentReader } from './types';

const TABLE = 'incident';
const RECENT = 1_000;
const OPEN = 100;
const AROUND = 100;

/** Incidents as they stand. */
export class DatabaseIncidentStore implements IncidentReader {
  readonly #knex: Knex;
  readonly #ownership: Pick<OwnershipGraph, 'tierOf'>;

  static create(options: {
    knex: Knex;
    ownership: Pick<OwnershipGraph, 'tierOf'>;
  }): DatabaseIncidentStore {
    return new DatabaseIncidentStore(options);
  }

  private constructor(options: {
    knex: Knex;
    ownership: Pick<OwnershipGraph, 'tierOf'>;
  }) {
    this.#knex = options.knex;
    this.#ownership = options.ownership;
  }

  async get(id: string): Promise<AttributableIncident | undefined> {
    return this.#read(await this.#knex<IncidentRow>(TABLE).where({ id }))[0];
  }

  /** Rows of these incidents, also of those that belong to nobody yet. */
  async getRows(ids: string[], tx: Knex): Promise<Map<string, IncidentRow>> {
    const rows = new Map<string, IncidentRow>();
    for (const chunk of chunksOf(ids)) {
      for (const row of await tx<IncidentRow>(TABLE).whereIn('id', chunk)) {
        rows.set(row.id, row);
      }
    }
    return rows;
  }

  async put(rows: IncidentRow[], tx: Knex): Promise<void> {
    for (const chunk of chunksOf(rows)) {
      await tx(TABLE).insert(chunk).onConflict('id').merge();
    }
  }

  /** A page, by id, of incidents that belong to nobody. */
  async listUnowned(afterId: string, limit: number): Promise<IncidentRow[]> {
    return this.#knex<IncidentRow>(TABLE)
      .whereNull('entity_ref')
      .where('id', '>', afterId)
      .orderBy('id')
      .limit(limit);
  }

  /** Newest first. */
  async list(options: {
    entityRefs: string[];
    limit: number;
    offset: number;
  }): Promise<Page<IncidentRecord>> {
    const { entityRefs, limit, offset } = options;
    const ofThese = () =>
      this.#knex<IncidentRow>(TABLE).whereIn('entity_ref', entityRefs);
    const [count] = await ofThese().count({ n: '*' });
    const rows = await ofThese()
      .orderBy([
        { column: 'opened_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset);
    return {
      items: this.#read(rows),
      totalItems: Number(count.n),
      limit,
      offset,
    };
  }

  async lastIncident(
    entityRef: string,
    before: string,
  ): Promise<IncidentRecord | undefined> {
    const rows = await this.#knex<IncidentRow>(TABLE)
      .where({ entity_ref: entityRef })
      .where('opened_at', '<', timestamp(before))
      .orderBy([
        { column: 'opened_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(1);
    return this.#read(rows)[0];
  }

  async openIncidents(
    entityRef: string,
    at: string,
  ): Promise<IncidentRecord[]> {
    const rows = await this.#knex<IncidentRow>(TABLE)
      .where({ entity_ref: entityRef })
      .where('opened_at', '<', timestamp(at))
      .where(open =>
        open
          .whereNull('resolved_at')
          .orWhere('resolved_at', '>', timestamp(at)),
      )
      .orderBy(['opened_at', 'id'])
      .limit(OPEN);
    return this.#read(rows);
  }

  async recentByEntities(options: {
    entityRefs: string[];
    since: string;
    before: string;
  }): Promise<Map<string, IncidentRecord[]>> {
    const recent = new Map<string, IncidentRecord[]>();
    for (const chunk of chunksOf([...new Set(options.entityRefs)])) {
      const rows = await this.#knex<IncidentRow>(TABLE)
        .whereIn('entity_ref', chunk)
        .where('opened_at', '>=', timestamp(options.since))
        .where('opened_at', '<', timestamp(options.before))
        .orderBy([
          { column: 'opened_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .limit(RECENT);
      for (const incident of this.#read(rows)) {
        const ofEntity = recent.get(incident.entityRef) ?? [];
        recent.set(incident.entityRef, [...ofEntity, incident]);
      }
    }
    return recent;
  }

  async listAround(options: {
    deploymentId: string;
    entityRef: string;
    from: string;
    to: string;
  }): Promise<AttributableIncident[]> {
    const { deploymentId, entityRef, from, to } = options;
    const naming = await this.#knex<IncidentRow>(TABLE)
      .where({ deployment_id: deploymentId })
      .whereNotNull('entity_ref')
      .orderBy(['opened_at', 'id'])
      .limit(AROUND);
    const within = await this.#knex<IncidentRow>(TABLE)
      .where({ entity_ref: entityRef })
      .whereNull('deployment_id')
      .where('opened_at', '>=', timestamp(from))
      .where('opened_at', '<=', timestamp(to))
      .orderBy(['opened_at', 'id'])
      .limit(AROUND);
    return this.#read([...naming, ...within]);
  }

  #read(rows: IncidentRow[]): AttributableIncident[] {
    return rows.flatMap(row => toIncident(row, this.#ownership) ?? []);
  }
}
