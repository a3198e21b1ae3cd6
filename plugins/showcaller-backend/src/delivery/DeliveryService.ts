import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DeploymentStatus } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import type { OwnershipGraph } from '../ownership/types';

import { DeploymentStore, type DeploymentTableRow } from './DeploymentStore';
import { hasActivity } from './hasActivity';
import { lockRepositories } from './lockRepositories';
import { readChange } from './readChange';
import {
  groupBySubject,
  SubjectEventStore,
  type SubjectEvents,
} from './SubjectEventStore';
import { SubjectFolding } from './SubjectFolding';
import { SubjectRowStore } from './SubjectRowStore';
import { toDeployment } from './toDeployment';
import type {
  ChangeRecord,
  DeliveryListener,
  DeliveryReader,
  Deployment,
  EventSink,
  StoredEvent,
} from './types';
import { UnmappedRepositoryStore } from './UnmappedRepositoryStore';

/**
 * What is delivered: changes, pipeline runs, tasks, deployments and artifacts, each the fold over the events of its
 * subject. Duplicates and any order of arrival give the same rows.
 */
export class DeliveryService implements EventSink, DeliveryReader {
  readonly #knex: Knex;
  readonly #ownership: OwnershipGraph;
  readonly #logger: LoggerService;
  readonly #events = SubjectEventStore.create();
  readonly #rows = SubjectRowStore.create();
  readonly #deployments: DeploymentStore;
  readonly #folding: SubjectFolding;
  readonly #unmapped: UnmappedRepositoryStore;
  readonly #listeners: DeliveryListener[] = [];

  static create(options: {
    knex: Knex;
    ownership: OwnershipGraph;
    logger: LoggerService;
  }): DeliveryService {
    return new DeliveryService(options);
  }

  private constructor(options: {
    knex: Knex;
    ownership: OwnershipGraph;
    logger: LoggerService;
  }) {
    this.#knex = options.knex;
    this.#ownership = options.ownership;
    this.#logger = options.logger;
    this.#deployments = DeploymentStore.create({ knex: options.knex });
    this.#folding = SubjectFolding.create({
      events: this.#events,
      rows: this.#rows,
      deployments: this.#deployments,
      ownership: options.ownership,
    });
    this.#unmapped = UnmappedRepositoryStore.create(options);
  }

  addListener(listener: DeliveryListener): void {
    this.#listeners.push(listener);
  }

  async apply(events: StoredEvent[], tx: Knex.Transaction): Promise<void> {
    const subjects = groupBySubject(events);
    if (subjects.length === 0) {
      return;
    }
    const repositories = [
      ...new Set(subjects.flatMap(subject => subject.events.map(repositoryOf))),
    ].sort();
    await lockRepositories(repositories, tx);

    const closed = await this.#rows.listClosed(subjects, tx);
    for (const id of closed) {
      this.#logger.debug(
        `Events of ${id} came after its event log had been deleted by retention; it stays as it is`,
      );
    }
    const touched = await this.#events.put(
      subjects.filter(({ id }) => !closed.has(id)),
      tx,
    );
    const wanted = await this.#folding.fold(touched, tx);
    await this.#unmapped.update(repositories, tx);
    await this.#tell(wanted, subjects, tx);
  }

  async getDeployment(id: string): Promise<Deployment | undefined> {
    return this.#toDeployment(await this.#deployments.get(id));
  }

  async getPreviousDeployment(
    deployment: Deployment,
  ): Promise<Deployment | undefined> {
    return this.#toDeployment(
      await this.#deployments.getPrevious({
        id: deployment.id,
        entity_ref: deployment.entityRef,
        environment: deployment.environment,
        requested_at: deployment.requestedAt,
      }),
    );
  }

  async getChange(
    repository: string,
    sha: string,
  ): Promise<ChangeRecord | undefined> {
    return readChange(this.#knex, { repository, sha });
  }

  async countDeployments(options: {
    entityRefs: string[];
    since: string;
  }): Promise<Map<string, { total: number; failed: number }>> {
    return this.#deployments.countSince(options);
  }

  async hasActivity(entityRefs: string[]): Promise<boolean> {
    return hasActivity(this.#knex, entityRefs);
  }

  async getStatuses(ids: string[]): Promise<Map<string, DeploymentStatus>> {
    return this.#deployments.getStatuses(ids);
  }

  async #tell(
    deploymentIds: Set<string>,
    subjects: SubjectEvents[],
    tx: Knex.Transaction,
  ): Promise<void> {
    const seen = new Set(
      subjects
        .filter(({ kind }) => kind === 'change')
        .flatMap(({ events }) => events.map(repositoryOf)),
    );
    for (const listener of this.#listeners) {
      if (deploymentIds.size > 0) {
        await listener.onDeploymentsChanged([...deploymentIds], tx);
      }
      for (const repository of seen) {
        await listener.onChangesSeen?.(repository, tx);
      }
    }
  }

  #toDeployment(row: DeploymentTableRow | undefined): Deployment | undefined {
    return toDeployment(row, this.#ownership);
  }
}

function repositoryOf(stored: StoredEvent): string {
  return (stored.event.customData?.repository ?? '').toLowerCase();
}
