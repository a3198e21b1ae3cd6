import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  DeploymentLabel,
  GateDecision,
  LabelCorrectionRequest,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import type { AuditAppender } from '../../audit';
import { timestamp } from '../../database/timestamp';
import type { DeploymentTimeline } from '../../delivery';
import { subjectKindOf } from '../../delivery/subjectKinds';
import type {
  DeliveryListener,
  Deployment,
  EventSink,
  StoredEvent,
} from '../../delivery/types';
import type { DecisionObserver } from '../../gate/types';
import type {
  AttributableIncident,
  IncidentListener,
} from '../../incidents/types';
import { WorkLoop } from '../WorkLoop';
import type { DatabaseCorrectionStore } from './DatabaseCorrectionStore';
import type { DatabaseLabelQueue, LabelClaim } from './DatabaseLabelQueue';
import type { DatabaseLabelStore } from './DatabaseLabelStore';
import { describeLabel, describeUnlabelled } from './describeLabel';
import type { Labeller } from './Labeller';
import { windowHours } from './LabelEvidenceReader';
import type { LabelRules } from './labelRules';

const CONCURRENCY = 2;
const POLL_MS = 5_000;
const HOUR_MS = 3_600_000;
const AROUND_INCIDENT = 200;

interface LabelServiceOptions {
  knex: Knex;
  audit: AuditAppender;
  logger: LoggerService;
  queue: DatabaseLabelQueue;
  store: DatabaseLabelStore;
  corrections: DatabaseCorrectionStore;
  timeline: DeploymentTimeline;
  labeller: Labeller;
  rules: LabelRules;
  now: () => Date;
}

/**
 * Keeps the label of every deployment up to date. What an event may change is queued in the transaction that stores the
 * event, and judged after it.
 */
export class LabelService
  implements EventSink, DeliveryListener, DecisionObserver, IncidentListener
{
  readonly #options: LabelServiceOptions;
  readonly #loop: WorkLoop<LabelClaim>;

  static create(options: LabelServiceOptions): LabelService {
    return new LabelService(options);
  }

  private constructor(options: LabelServiceOptions) {
    this.#options = options;
    this.#loop = new WorkLoop({
      name: 'judging deployments',
      logger: options.logger,
      concurrency: CONCURRENCY,
      pollMs: POLL_MS,
      claim: limit => options.queue.claim(limit),
      work: claim => options.labeller.work(claim),
    });
  }

  start(): void {
    this.#loop.start();
  }

  /** Waits for what is being judged. */
  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  wake(): void {
    this.#loop.wake();
  }

  /** Every event of a deployment may be its outcome. */
  async apply(events: StoredEvent[], tx: Knex.Transaction): Promise<void> {
    await this.#enqueue(
      events
        .filter(({ event }) => subjectKindOf(event.customData) === 'deployment')
        .map(({ subjectId }) => subjectId),
      { spread: true, tx },
    );
  }

  async onDeploymentsChanged(
    deploymentIds: string[],
    tx: Knex.Transaction,
  ): Promise<void> {
    await this.#enqueue(deploymentIds, { spread: true, tx });
  }

  /** A decision may say why a deployment did not start, and is held against its outcome. */
  async onDecision(
    { deploymentId }: GateDecision,
    { tx }: { tx: Knex.Transaction },
  ): Promise<void> {
    if (deploymentId !== undefined) {
      await this.#enqueue([deploymentId], { spread: false, tx });
    }
  }

  async onIncidentsChanged(
    changed: Array<{
      before?: AttributableIncident;
      after?: AttributableIncident;
    }>,
    tx: Knex.Transaction,
  ): Promise<void> {
    const ids: string[] = [];
    for (const incident of changed.flatMap(({ before, after }) => [
      ...(before ? [before] : []),
      ...(after ? [after] : []),
    ])) {
      ids.push(...(await this.#aroundIncident(incident, tx)));
    }
    await this.#enqueue(ids, { spread: false, tx });
  }

  /** Undefined when no such deployment is known. */
  async getLabel(deploymentId: string): Promise<DeploymentLabel | undefined> {
    const { store, corrections, timeline, rules, now } = this.#options;
    const label = await store.get(deploymentId);
    if (label) {
      const correction = await corrections.getLatest(deploymentId);
      return describeLabel({ label, correction, now: now() });
    }
    const deployment = await this.#find(deploymentId, timeline);
    return deployment && describeUnlabelled(deployment, rules);
  }

  /**
   * Notes what a person says about an outcome, and counts it at once.
   *
   * @throws NotFoundError for an unknown deployment, ConflictError for one that has no outcome.
   */
  async correct(options: {
    deploymentId: string;
    correction: LabelCorrectionRequest;
    by: string;
  }): Promise<DeploymentLabel> {
    const { knex, audit, store, corrections, now } = this.#options;
    const { deploymentId, correction, by } = options;
    const label = await store.get(deploymentId);
    if (!label) {
      const known = await this.getLabel(deploymentId);
      throw known
        ? new ConflictError(
            `Deployment ${deploymentId} has no outcome to correct. ${known.explanation}`,
          )
        : new NotFoundError(`There is no deployment ${deploymentId}.`);
    }
    const at = timestamp(now());
    await knex.transaction(async tx => {
      await corrections.add(deploymentId, { ...correction, by, at }, tx);
      await store.setCorrected(deploymentId, correction.outcome, tx);
      await this.#enqueue([deploymentId], { spread: false, tx });
      await audit.append(
        {
          actor: by,
          action: 'label.corrected',
          subject: `deployment:${deploymentId}`,
          entityRef: label.entityRef,
          data: { outcome: correction.outcome, judgedFailed: label.failed },
          texts: { reason: correction.reason },
        },
        tx,
      );
    });
    return describeLabel({
      label: { ...label, corrected: correction.outcome },
      correction: { ...correction, by, at },
      now: now(),
    });
  }

  /** The deployments whose label an incident may decide. */
  async #aroundIncident(
    { deploymentId, entityRef, openedAt }: AttributableIncident,
    tx: Knex.Transaction,
  ): Promise<string[]> {
    const { timeline, rules } = this.#options;
    const around = await timeline.list(
      {
        entityRef,
        from: timestamp(Date.parse(openedAt) - windowHours(rules) * HOUR_MS),
        to: openedAt,
        limit: AROUND_INCIDENT,
        newest: true,
      },
      tx,
    );
    return [
      ...(deploymentId === undefined ? [] : [deploymentId]),
      ...around.map(({ id }) => id),
    ];
  }

  async #enqueue(
    ids: string[],
    { spread, tx }: { spread: boolean; tx: Knex.Transaction },
  ): Promise<void> {
    if (ids.length === 0) {
      return;
    }
    await this.#options.queue.enqueue(ids, { spread }, tx);
    tx.executionPromise.then(
      () => this.#loop.wake(),
      () => undefined,
    );
  }

  async #find(
    id: string,
    timeline: DeploymentTimeline,
  ): Promise<Deployment | undefined> {
    return (await timeline.getMany([id])).get(id);
  }
}
