import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OwnershipGraph } from '../ownership/types';
import { DeploymentAssignment } from './DeploymentAssignment';
import { DeploymentStore } from './DeploymentStore';
import { EntityLinks } from './EntityLinks';
import { lockRepositories } from './lockRepositories';
import type { DeliveryListener } from './types';
import { UnmappedRepositoryStore } from './UnmappedRepositoryStore';

const CHUNK = 200;

/**
 * After the catalog changed, decides anew whom the rows of delivery belong to, in short transactions: rows that waited
 * for an owner get one, rows whose owner changed move, and what wants a new score because of it is reported.
 */
export class DeploymentReassignment {
  readonly #knex: Knex;
  readonly #ownership: OwnershipGraph;
  readonly #listeners: () => DeliveryListener[];
  readonly #logger: LoggerService;
  readonly #deployments: DeploymentStore;
  readonly #assignment: DeploymentAssignment;
  readonly #links: EntityLinks;
  readonly #unmapped: UnmappedRepositoryStore;
  #settledFor: string | undefined;
  #current: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  static create(options: {
    knex: Knex;
    ownership: OwnershipGraph;
    listeners: () => DeliveryListener[];
    logger: LoggerService;
  }): DeploymentReassignment {
    return new DeploymentReassignment(options);
  }

  private constructor(options: {
    knex: Knex;
    ownership: OwnershipGraph;
    listeners: () => DeliveryListener[];
    logger: LoggerService;
  }) {
    this.#knex = options.knex;
    this.#ownership = options.ownership;
    this.#listeners = options.listeners;
    this.#logger = options.logger;
    this.#deployments = DeploymentStore.create({ knex: options.knex });
    this.#assignment = DeploymentAssignment.create({
      store: this.#deployments,
      ownership: options.ownership,
    });
    this.#links = EntityLinks.create({ ownership: options.ownership });
    this.#unmapped = UnmappedRepositoryStore.create(options);
  }

  /** Runs now, or once more after the run that is under way. Never throws. */
  run(): Promise<void> {
    if (this.#current) {
      this.#again = true;
      return this.#current;
    }
    this.#current = this.#runUntilSettled().finally(() => {
      this.#current = undefined;
    });
    return this.#current;
  }

  /** Ends after the transaction that is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#current;
  }

  async #runUntilSettled(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.#reassignAll();
      } catch (error) {
        this.#logger.error(
          'Deliveries could not be given to their entities; the next catalog change tries again',
          error instanceof Error ? error : { error: String(error) },
        );
      }
    } while (this.#again && !this.#stopped);
  }

  async #reassignAll(): Promise<void> {
    // Owners and titles come and go; only these decide whom a row belongs to.
    const decisive = JSON.stringify(
      this.#ownership
        .getComponents()
        .map(({ entityRef, repository, gitPath, environments }) => [
          entityRef,
          repository,
          gitPath,
          [...environments.keys()],
        ]),
    );
    if (decisive === this.#settledFor) {
      return;
    }
    for (const repository of await this.#repositories()) {
      if (this.#stopped) {
        return;
      }
      await this.#reassign(repository);
    }
    this.#settledFor = decisive;
  }

  async #repositories(): Promise<string[]> {
    const rows = await this.#knex('deployment')
      .select('repository')
      .union([
        this.#knex('change').select('repository'),
        this.#knex('pipeline_run').select('repository'),
        this.#knex('unmapped_repository').select('repository'),
      ]);
    return rows.map(row => row.repository).sort();
  }

  async #reassign(repository: string): Promise<void> {
    for (const kind of ['change', 'run'] as const) {
      let afterId: string | undefined = '';
      while (afterId !== undefined && !this.#stopped) {
        const from: string = afterId;
        afterId = await this.#inTransaction(repository, tx =>
          this.#links.relinkChunk({ kind, repository, afterId: from }, tx),
        );
      }
    }
    let afterId: string | undefined = '';
    while (afterId !== undefined && !this.#stopped) {
      const from: string = afterId;
      afterId = await this.#inTransaction(repository, tx =>
        this.#reassignDeployments(repository, from, tx),
      );
    }
  }

  async #reassignDeployments(
    repository: string,
    afterId: string,
    tx: Knex.Transaction,
  ): Promise<string | undefined> {
    const rows = await this.#deployments.listOfRepository(
      { repository, afterId, limit: CHUNK },
      tx,
    );
    const wanted = await this.#assignment.reassign(rows, tx);
    await this.#unmapped.update([repository], tx);
    if (wanted.length > 0) {
      for (const listener of this.#listeners()) {
        await listener.onDeploymentsChanged(wanted, tx);
      }
    }
    return rows.length < CHUNK ? undefined : rows[rows.length - 1].id;
  }

  async #inTransaction<T>(
    repository: string,
    work: (tx: Knex.Transaction) => Promise<T>,
  ): Promise<T> {
    const result = await this.#knex.transaction(async tx => {
      await lockRepositories([repository], tx);
      return work(tx);
    });
    await nextTurn();
    return result;
  }
}
