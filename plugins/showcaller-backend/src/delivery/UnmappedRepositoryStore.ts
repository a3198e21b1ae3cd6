import type { UnmappedRepository } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { chunksOf } from '../database/chunksOf';
import type { OwnershipGraph } from '../ownership/types';

const TABLE = 'unmapped_repository';

/**
 * Repositories that send events and belong to no entity, or whose deployments do not: kept until the catalog has an
 * answer. Counts are taken from the event log when asked for, so that a repeated delivery is not counted twice.
 */
export class UnmappedRepositoryStore {
  readonly #knex: Knex;
  readonly #ownership: OwnershipGraph;

  static create(options: {
    knex: Knex;
    ownership: OwnershipGraph;
  }): UnmappedRepositoryStore {
    return new UnmappedRepositoryStore(options);
  }

  private constructor(options: { knex: Knex; ownership: OwnershipGraph }) {
    this.#knex = options.knex;
    this.#ownership = options.ownership;
  }

  /** Puts each repository on the list or takes it off, by what its rows say now. */
  async update(repositories: string[], tx: Knex): Promise<void> {
    for (const chunk of chunksOf(repositories)) {
      const reasons = await this.#reasons(chunk, tx);
      const mapped = chunk.filter(repository => !reasons.has(repository));
      if (mapped.length > 0) {
        await tx(TABLE).whereIn('repository', mapped).delete();
      }
      if (reasons.size > 0) {
        await tx(TABLE)
          .insert(
            [...reasons].map(([repository, reason]) => ({
              repository,
              reason,
            })),
          )
          .onConflict('repository')
          .merge();
      }
    }
  }

  async list(page: {
    limit: number;
    offset: number;
  }): Promise<{ items: UnmappedRepository[]; totalItems: number }> {
    const total = await this.#knex(TABLE).count({ rows: '*' }).first();
    const rows = await this.#knex(TABLE)
      .orderBy('repository')
      .limit(page.limit)
      .offset(page.offset)
      .select('repository', 'reason');
    const items: UnmappedRepository[] = [];
    for (const { repository, reason } of rows) {
      items.push(await this.#describe(repository, reason));
    }
    return { items, totalItems: Number(total?.rows ?? 0) };
  }

  async #describe(
    repository: string,
    reason: string,
  ): Promise<UnmappedRepository> {
    const seen: Array<{
      source: string;
      events: number | string;
      first: string;
      last: string;
    }> = await this.#knex('subject_event')
      .where({ repository })
      .groupBy('source')
      .orderBy('source')
      .select('source')
      .count({ events: '*' })
      .min({ first: 'received_at' })
      .max({ last: 'received_at' });
    const firsts = seen.map(row => row.first).sort();
    const lasts = seen.map(row => row.last).sort();
    return {
      repository,
      source: seen.map(row => row.source).join(', '),
      events: seen.reduce((sum, row) => sum + Number(row.events), 0),
      firstSeen: firsts[0] ?? '',
      lastSeen: lasts.at(-1) ?? '',
      reason,
    };
  }

  /** By repository; without those that belong to an entity. */
  async #reasons(
    repositories: string[],
    tx: Knex,
  ): Promise<Map<string, string>> {
    const orphaned: string[] = await tx('deployment')
      .whereIn('repository', repositories)
      .whereNull('entity_ref')
      .distinct()
      .pluck('repository');
    const reasons = new Map<string, string>();
    for (const repository of orphaned) {
      const reason = await this.#orphanReason(repository, tx);
      if (reason) {
        reasons.set(repository, reason);
      }
    }
    const components = new Set(
      this.#ownership.getComponents().map(component => component.repository),
    );
    const others = repositories.filter(
      repository =>
        !orphaned.includes(repository) && !components.has(repository),
    );
    if (others.length === 0) {
      return reasons;
    }
    // A repository that only deploys, and names in each payload what it deploys, needs no component of its own.
    const deploying: string[] = await tx('deployment')
      .whereIn('repository', others)
      .distinct()
      .pluck('repository');
    for (const repository of others) {
      const answer = this.#ownership.resolve({ repository });
      if (!deploying.includes(repository) && 'reason' in answer) {
        reasons.set(repository, answer.reason);
      }
    }
    return reasons;
  }

  /** Why the latest deployment that belongs to no entity does not. */
  async #orphanReason(
    repository: string,
    tx: Knex,
  ): Promise<string | undefined> {
    const orphan = await tx('deployment')
      .where({ repository })
      .whereNull('entity_ref')
      .orderBy([{ column: 'requested_at', order: 'desc' }, 'id'])
      .first('environment', 'named_entity');
    const answer = this.#ownership.resolve({
      repository,
      environment: orphan.environment,
      entity: orphan.named_entity ?? undefined,
    });
    return 'reason' in answer ? answer.reason : undefined;
  }
}
