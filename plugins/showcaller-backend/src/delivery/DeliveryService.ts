import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DeploymentStatus } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import type { OwnershipGraph } from '../ownership/types';

import { DeploymentAssignment } from './DeploymentAssignment';
import {
  DeploymentStore,
  type DeploymentTableRow,
  type Revision,
} from './DeploymentStore';
import { EntityLinks, type LinkedChange, type LinkedRun } from './EntityLinks';
import { lockRepositories } from './lockRepositories';
import {
  groupBySubject,
  SubjectEventStore,
  type TouchedSubject,
} from './SubjectEventStore';
import { readChange } from './readChange';
import { subjectFolds, type SubjectKind } from './subjectKinds';
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
  readonly #deployments: DeploymentStore;
  readonly #assignment: DeploymentAssignment;
  readonly #links: EntityLinks;
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
    this.#assignment = DeploymentAssignment.create({
      store: this.#deployments,
      ownership: options.ownership,
    });
    this.#links = EntityLinks.create({ ownership: options.ownership });
    this.#unmapped = UnmappedRepositoryStore.create(options);
  }

  addListener(listener: DeliveryListener): void {
    this.#listeners.push(listener);
  }

  async apply(events: StoredEvent[], tx: Knex.Transaction): Promise<void> {
    const subjects = groupBySubject(events);
    if (subjects.size === 0) {
      return;
    }
    const repositories = new Set(
      [...subjects.values()].flatMap(subject =>
        subject.events.map(repositoryOf),
      ),
    );
    await lockRepositories(repositories, tx);

    const touched = new Map<string, TouchedSubject>();
    for (const [id, { kind, events: own }] of subjects) {
      if (await this.#isClosed({ id, kind }, tx)) {
        this.#logger.debug(
          `Events of ${id} came after its event log had been deleted by retention; it stays as it is`,
        );
        continue;
      }
      for (const subject of await this.#events.put({ id, kind }, own, tx)) {
        touched.set(subject.id, subject);
      }
    }

    // Changes first: what they touched decides whom the runs of a monorepo belong to.
    const inOrder = [...touched.values()].sort(
      (a, b) => Number(b.kind === 'change') - Number(a.kind === 'change'),
    );
    const wanted = new Set<string>();
    for (const subject of inOrder) {
      for (const id of await this.#fold(subject, tx)) {
        wanted.add(id);
      }
    }
    for (const repository of [...repositories].sort()) {
      await this.#unmapped.update(repository, tx);
    }
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

  async getStatuses(ids: string[]): Promise<Map<string, DeploymentStatus>> {
    return this.#deployments.getStatuses(ids);
  }

  /** True when the row outlived its events: folding what comes late would lose what they told. */
  async #isClosed(
    { id, kind }: TouchedSubject,
    tx: Knex.Transaction,
  ): Promise<boolean> {
    const row = await tx(subjectFolds[kind].table).where({ id }).first('id');
    return Boolean(row) && !(await this.#events.has(id, tx));
  }

  /** Writes the row that the subject's events add up to; returns deployments that want a new score because of it. */
  async #fold(
    { id, kind }: TouchedSubject,
    tx: Knex.Transaction,
  ): Promise<string[]> {
    const { table, toRow } = subjectFolds[kind];
    const before =
      kind === 'deployment' ? await this.#deployments.get(id, tx) : undefined;
    const row = toRow(id, await this.#events.list(id, tx));
    if (row) {
      await tx(table).insert(row).onConflict('id').merge();
    } else {
      await tx(table).where({ id }).delete();
    }
    if (kind === 'deployment') {
      const after = row && {
        ...(row as unknown as DeploymentTableRow),
        entity_ref: before?.entity_ref ?? null,
      };
      return this.#assignment.assign({ before, after, tx });
    }
    if (kind === 'change' || kind === 'pipelineRun') {
      await this.#link(kind, id, row, tx);
    }
    if (kind === 'change' && row) {
      return this.#deployments.listOfRevision(row as unknown as Revision, tx);
    }
    return [];
  }

  async #link(
    kind: Extract<SubjectKind, 'change' | 'pipelineRun'>,
    id: string,
    row: unknown,
    tx: Knex.Transaction,
  ): Promise<void> {
    if (!row) {
      await this.#links.unlink(kind === 'change' ? 'change' : 'run', id, tx);
    } else if (kind === 'change') {
      await this.#links.linkChange(row as LinkedChange, tx);
    } else {
      await this.#links.linkRun(row as LinkedRun, tx);
    }
  }

  async #tell(
    deploymentIds: Set<string>,
    subjects: ReturnType<typeof groupBySubject>,
    tx: Knex.Transaction,
  ): Promise<void> {
    const seen = new Set(
      [...subjects.values()]
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
    if (!row?.entity_ref) {
      return undefined;
    }
    return {
      id: row.id,
      entityRef: row.entity_ref,
      repository: row.repository,
      sha: row.sha,
      environment: row.environment,
      tier: this.#ownership.tierOf(row.environment, row.entity_ref),
      status: row.status,
      requestedAt: row.requested_at,
      startedAt: row.started_at ?? undefined,
      finishedAt: row.finished_at ?? undefined,
      firstReceivedAt: row.first_received_at,
      url: row.url ?? undefined,
    };
  }
}

function repositoryOf(stored: StoredEvent): string {
  return (stored.event.customData?.repository ?? '').toLowerCase();
}
