import type {
  ChangeRow,
  DeploymentRow,
  Page,
  PipelineRunRow,
  UnmappedRepository,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import type { OwnershipGraph } from '../ownership/types';
import type { DeploymentTableRow } from './DeploymentStore';
import { toChangeRow, toPipelineRunRow } from './listingRows';
import { UnmappedRepositoryStore } from './UnmappedRepositoryStore';

interface PageOf {
  entityRefs: string[];
  limit: number;
  offset: number;
}

const linked = {
  change: { table: 'change', links: 'change_entity', id: 'change_id' },
  run: {
    table: 'pipeline_run',
    links: 'pipeline_run_entity',
    id: 'pipeline_run_id',
  },
} as const;

/** Pages of delivery's rows, newest first. */
export class DeliveryListings {
  readonly #knex: Knex;
  readonly #ownership: OwnershipGraph;
  readonly #unmapped: UnmappedRepositoryStore;

  static create(options: {
    knex: Knex;
    ownership: OwnershipGraph;
  }): DeliveryListings {
    return new DeliveryListings(options);
  }

  private constructor(options: { knex: Knex; ownership: OwnershipGraph }) {
    this.#knex = options.knex;
    this.#ownership = options.ownership;
    this.#unmapped = UnmappedRepositoryStore.create(options);
  }

  async listDeployments(page: PageOf): Promise<Page<DeploymentRow>> {
    const { entityRefs, limit, offset } = page;
    const rows = await this.#knex<DeploymentTableRow>('deployment')
      .whereIn('entity_ref', entityRefs)
      .orderBy([
        { column: 'requested_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset);
    const total = await this.#knex('deployment')
      .whereIn('entity_ref', entityRefs)
      .count({ rows: '*' })
      .first();
    const items = rows.map(row => ({
      id: row.id,
      entityRef: row.entity_ref ?? '',
      repository: row.repository,
      sha: row.sha,
      environment: row.environment,
      tier: this.#ownership.tierOf(
        row.environment,
        row.entity_ref ?? undefined,
      ),
      status: row.status,
      requestedAt: row.requested_at,
      startedAt: row.started_at ?? undefined,
      finishedAt: row.finished_at ?? undefined,
      url: row.url ?? undefined,
    }));
    return { items, totalItems: Number(total?.rows ?? 0), limit, offset };
  }

  async listPipelineRuns(page: PageOf): Promise<Page<PipelineRunRow>> {
    const { rows, entityOf, totalItems } = await this.#linkedPage('run', page);
    const { limit, offset } = page;
    const items = rows.map(row => toPipelineRunRow(row, entityOf.get(row.id)));
    return { items, totalItems, limit, offset };
  }

  async listChanges(page: PageOf): Promise<Page<ChangeRow>> {
    const { rows, totalItems } = await this.#linkedPage('change', page);
    const { limit, offset } = page;
    return { items: rows.map(toChangeRow), totalItems, limit, offset };
  }

  async listUnmapped(page: {
    limit: number;
    offset: number;
  }): Promise<Page<UnmappedRepository>> {
    return { ...(await this.#unmapped.list(page)), ...page };
  }

  /** Each row once, also when it belongs to several of the entities. */
  async #linkedPage(kind: keyof typeof linked, page: PageOf) {
    const { table, links, id } = linked[kind];
    const found = await this.#knex(links)
      .whereIn('entity_ref', page.entityRefs)
      .groupBy(id)
      .select({ id })
      .min('entity_ref as entity_ref')
      .orderByRaw('max(sort_at) desc, ?? desc', [id])
      .limit(page.limit)
      .offset(page.offset);
    const total = await this.#knex(links)
      .whereIn('entity_ref', page.entityRefs)
      .countDistinct({ rows: id })
      .first();
    const rows = await this.#knex(table).whereIn(
      'id',
      found.map(row => String(row.id)),
    );
    const byId = new Map(rows.map(row => [row.id, row]));
    return {
      rows: found.flatMap(row => byId.get(String(row.id)) ?? []),
      entityOf: new Map(
        found.map(row => [String(row.id), String(row.entity_ref)]),
      ),
      totalItems: Number(total?.rows ?? 0),
    };
  }
}
