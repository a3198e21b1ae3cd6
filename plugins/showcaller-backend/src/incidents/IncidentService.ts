import type {
  CdEvent,
  IncidentRecord,
  IncidentRequest,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import type { AuditAppender } from '../audit';
import { chunksOf } from '../database/chunksOf';
import { isSqlite } from '../database/openDatabase';
import { timestamp } from '../database/timestamp';
import type { DeploymentTimeline } from '../delivery';
import type { EventSink, StoredEvent } from '../delivery/types';
import type { OwnershipGraph } from '../ownership/types';
import type { DatabaseIncidentStore } from './DatabaseIncidentStore';
import { DatabaseReportStore } from './DatabaseReportStore';
import { foldIncident, type IncidentReport } from './foldIncident';
import {
  type IncidentRow,
  ownerOf,
  toIncident,
  toIncidentRow,
} from './incidentRow';
import { readIncidentEvent } from './readIncidentEvent';
import type { IncidentListener } from './types';

const PAGE = 100;

/** Keeps the record of incidents: each the fold over what was told of it, by events and by people. */
export class IncidentService implements EventSink {
  readonly #knex: Knex;
  readonly #audit: AuditAppender;
  readonly #store: DatabaseIncidentStore;
  readonly #reports = DatabaseReportStore.create();
  readonly #timeline: Pick<DeploymentTimeline, 'getByEvents' | 'getMany'>;
  readonly #ownership: Pick<OwnershipGraph, 'resolve' | 'tierOf'>;
  readonly #now: () => Date;
  readonly #listeners: IncidentListener[] = [];

  static create(options: {
    knex: Knex;
    audit: AuditAppender;
    store: DatabaseIncidentStore;
    timeline: Pick<DeploymentTimeline, 'getByEvents' | 'getMany'>;
    ownership: Pick<OwnershipGraph, 'resolve' | 'tierOf'>;
    now: () => Date;
  }): IncidentService {
    return new IncidentService(options);
  }

  private constructor(options: Parameters<typeof IncidentService.create>[0]) {
    this.#knex = options.knex;
    this.#audit = options.audit;
    this.#store = options.store;
    this.#timeline = options.timeline;
    this.#ownership = options.ownership;
    this.#now = options.now;
  }

  addListener(listener: IncidentListener): void {
    this.#listeners.push(listener);
  }

  /** Duplicates and any order of arrival give the same records. */
  async apply(events: StoredEvent[], tx: Knex.Transaction): Promise<void> {
    const read = events.flatMap(
      ({ event }) => readIncidentEvent(event as CdEvent) ?? [],
    );
    if (read.length === 0) {
      return;
    }
    const linked = await this.#timeline.getByEvents(
      read.flatMap(({ links }) => links),
      tx,
    );
    await this.#take(
      read.map(({ links, ...report }) => {
        const deploymentId =
          report.content.deploymentId ??
          links.flatMap(link => linked.get(link) ?? [])[0];
        return { ...report, content: { ...report.content, deploymentId } };
      }),
      tx,
    );
  }

  /** States the whole record of an incident; the same again changes nothing. */
  async put(
    id: string,
    request: IncidentRequest,
    by: string,
  ): Promise<IncidentRecord> {
    const report: IncidentReport = {
      id: `stated ${id}`,
      incidentId: id,
      kind: 'stated',
      occurredAt: timestamp(this.#now()),
      content: {
        entityRef: request.entityRef,
        deploymentId: request.deploymentId,
        title: request.title,
        url: request.url,
        openedAt: timestamp(request.openedAt),
        resolvedAt:
          request.resolvedAt === undefined
            ? undefined
            : timestamp(request.resolvedAt),
        source: 'http',
      },
    };
    await this.#knex.transaction(async tx => {
      await this.#take([report], tx);
      const { entityRef, deploymentId, openedAt, resolvedAt, url, title } =
        request;
      await this.#audit.append(
        {
          actor: by,
          action: 'incident.reported',
          subject: `incident:${id}`,
          entityRef,
          data: {
            openedAt,
            ...(deploymentId !== undefined && { deploymentId }),
            ...(resolvedAt !== undefined && { resolvedAt }),
          },
          texts: { title, url },
        },
        tx,
      );
    });
    const stored = await this.#store.get(id);
    if (!stored) {
      throw new Error(`Incident ${id} was written and is not there`);
    }
    return stored;
  }

  /** Whom an event's incident belongs to, as far as the event or an earlier one tells, and whose deployment it names. */
  async findEntities(event: CdEvent): Promise<string[]> {
    const report = readIncidentEvent(event);
    if (!report) {
      return [];
    }
    const { entity, repository, environment, deploymentId } = report.content;
    const named = ownerOf(
      { namedEntity: entity, repository, environment },
      this.#ownership,
    );
    const known = (await this.#store.get(report.incidentId))?.entityRef;
    const linked = await this.#timeline.getByEvents(report.links);
    const deployments = [
      ...(deploymentId === undefined ? [] : [deploymentId]),
      ...linked.values(),
    ];
    return [
      ...new Set([
        ...[named, known].flatMap(ref => ref ?? []),
        ...(await this.entitiesOf(deployments)),
      ]),
    ];
  }

  /** Whose these deployments are, as far as they are known. */
  async entitiesOf(deploymentIds: string[]): Promise<string[]> {
    const found = await this.#timeline.getMany(deploymentIds);
    return [...found.values()].map(({ entityRef }) => entityRef);
  }

  /** Gives incidents that belonged to nobody to whom the catalog now knows. */
  async assignUnowned(): Promise<void> {
    let afterId = '';
    for (;;) {
      const page = await this.#store.listUnowned(afterId, PAGE);
      const last = page.at(-1);
      const ids = page
        .filter(row =>
          ownerOf(
            {
              namedEntity: row.named_entity ?? undefined,
              repository: row.repository ?? undefined,
              environment: row.environment ?? undefined,
            },
            this.#ownership,
          ),
        )
        .map(({ id }) => id);
      if (ids.length > 0) {
        await this.#knex.transaction(tx => this.#refold(ids, tx));
      }
      if (!last || page.length < PAGE) {
        return;
      }
      afterId = last.id;
    }
  }

  async #take(reports: IncidentReport[], tx: Knex.Transaction): Promise<void> {
    const ids = [...new Set(reports.map(({ incidentId }) => incidentId))];
    await lockIncidents(ids, tx);
    await this.#reports.put(reports, tx);
    await this.#fold(ids, tx);
  }

  async #refold(ids: string[], tx: Knex.Transaction): Promise<void> {
    await lockIncidents(ids, tx);
    await this.#fold(ids, tx);
  }

  async #fold(ids: string[], tx: Knex.Transaction): Promise<void> {
    const before = await this.#store.getRows(ids, tx);
    const reports = await this.#reports.list(ids, tx);
    const after = ids.flatMap((id): IncidentRow[] => {
      const state = foldIncident(reports.get(id) ?? []);
      return state ? [toIncidentRow(id, state, this.#ownership)] : [];
    });
    await this.#store.put(after, tx);
    const changed = after
      .filter(row => !isSame(before.get(row.id), row))
      .map(row => {
        const earlier = before.get(row.id);
        return {
          before: earlier && toIncident(earlier, this.#ownership),
          after: toIncident(row, this.#ownership),
        };
      });
    for (const listener of changed.length > 0 ? this.#listeners : []) {
      await listener.onIncidentsChanged(changed, tx);
    }
  }
}

function isSame(one: IncidentRow | undefined, other: IncidentRow): boolean {
  return (
    one !== undefined &&
    (Object.keys(other) as Array<keyof IncidentRow>).every(
      column => one[column] === other[column],
    )
  );
}

/** One transaction at a time folds an incident, over all replicas. SQLite has one writer anyway. */
async function lockIncidents(
  ids: string[],
  tx: Knex.Transaction,
): Promise<void> {
  if (isSqlite(tx)) {
    return;
  }
  for (const chunk of chunksOf([...ids].sort())) {
    await tx.raw(
      'select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(?::text[]) as name',
      [chunk.map(id => `showcaller.incident ${id}`)],
    );
  }
}
