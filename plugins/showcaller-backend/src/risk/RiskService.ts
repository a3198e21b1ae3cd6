import type { LoggerService } from '@backstage/backend-plugin-api';
import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { isSqlite } from '../database/openDatabase';
import type { HistoryListener } from '../delivery/history.types';
import type { DeliveryListener, DeliveryReader } from '../delivery/types';
import type { GateService } from '../gate/GateService';
import type { ChangeScorer } from './ChangeScorer';
import type { DatabaseAssessmentStore } from './DatabaseAssessmentStore';
import type { DatabaseRiskQueue, QueueClaim } from './DatabaseRiskQueue';
import type { DeploymentScorer } from './DeploymentScorer';
import type { RiskPublisher } from './RiskPublisher';
import type { NewAssessment } from './types';
import { WorkLoop } from './WorkLoop';

const MAX_ATTEMPTS = 5;
const CONCURRENCY = 16;
/** Waits before a deployment that lacks signals is scored again. */
const COMPLETE_AFTER_SECONDS = [15, 60, 300];
/** After a backfill has ended, its last events are still being taken in. */
const PAST_READ_SECONDS = 600;
/** For so long a deployment without facts is scored again when its repository is imported. */
const AWAIT_FACTS_MS = 24 * 60 * 60 * 1000;

interface RiskServiceOptions {
  knex: Knex;
  logger: LoggerService;
  delivery: Pick<DeliveryReader, 'getDeployment'>;
  queue: DatabaseRiskQueue;
  assessments: DatabaseAssessmentStore;
  scorer: DeploymentScorer;
  changes: ChangeScorer;
  gate: GateService;
  publisher: RiskPublisher;
  now: () => Date;
}

/**
 * Scores every deployment that delivery reports, once per state of it, and has it decided on.
 *
 * The wish for a score is stored in the transaction that stored the event, so it survives a crash; assessment,
 * decision and the end of the wish are one transaction, so there is never one without the other.
 */
export class RiskService implements DeliveryListener, HistoryListener {
  readonly #options: RiskServiceOptions;
  readonly #loop: WorkLoop<QueueClaim>;

  static create(options: RiskServiceOptions): RiskService {
    return new RiskService(options);
  }

  private constructor(options: RiskServiceOptions) {
    this.#options = options;
    this.#loop = new WorkLoop({
      name: 'risk scoring',
      logger: options.logger,
      concurrency: CONCURRENCY,
      claim: limit => options.queue.claim(limit),
      work: claim => this.#score(claim),
    });
  }

  async start(): Promise<void> {
    const { knex, queue, changes } = this.#options;
    if (isSqlite(knex)) {
      // No other process writes this database: what is still claimed was claimed by one that was killed.
      await queue.releaseAll();
    }
    this.#loop.start();
    changes.start();
  }

  /** Waits for what is being scored. */
  async stop(): Promise<void> {
    await this.#options.changes.stop();
    await this.#loop.stop();
    this.#options.publisher.stop();
  }

  async onDeploymentsChanged(
    deploymentIds: string[],
    tx: Knex.Transaction,
  ): Promise<void> {
    await this.#options.queue.enqueue(deploymentIds, 'deployment changed', tx);
    tx.executionPromise.then(
      () => this.#loop.wake(),
      () => undefined,
    );
  }

  onFactsStored(repository: string, entityRefs: string[]): void {
    this.#options.changes.schedule(repository, entityRefs, async () => {
      const { assessments, now } = this.#options;
      const waiting = await assessments.listAwaitingFacts(
        repository,
        new Date(now().getTime() - AWAIT_FACTS_MS),
      );
      await this.#options.queue.enqueue(waiting, 'history was imported');
      this.#loop.wake();
    });
  }

  /**
   * Scores deployments again after their past was read: what was read last happened first. Waits until the events that
   * were read should have been taken in.
   */
  async onPastRead(deploymentIds: string[]): Promise<void> {
    await this.#options.queue.enqueueLater(deploymentIds, {
      reason: 'the past was read',
      waitSeconds: PAST_READ_SECONDS,
    });
  }

  /** What waits, and for how long the oldest has. */
  async health(): Promise<{ waiting: number; oldestSeconds?: number }> {
    const { queue, now } = this.#options;
    const { waiting, oldestEnqueuedAt } = await queue.getState();
    return {
      waiting,
      oldestSeconds:
        oldestEnqueuedAt === undefined
          ? undefined
          : Math.max(
              0,
              (now().getTime() - Date.parse(oldestEnqueuedAt)) / 1000,
            ),
    };
  }

  async #score(claim: QueueClaim): Promise<void> {
    const { delivery, scorer, queue, knex } = this.#options;
    const deployment = await delivery.getDeployment(claim.deploymentId);
    if (!deployment) {
      await knex.transaction(tx => queue.complete(claim, tx));
      return;
    }
    try {
      await this.#store(claim, await scorer.score(deployment));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const attempt = claim.attempts + 1;
      this.#options.logger.warn(
        `Scoring deployment ${claim.deploymentId} failed, try ${attempt} of ${MAX_ATTEMPTS}: ${reason}`,
      );
      if (attempt < MAX_ATTEMPTS) {
        await queue.retry(claim, { reason, waitSeconds: 2 ** claim.attempts });
        return;
      }
      await this.#store(
        claim,
        scorer.unknown(
          deployment,
          `scoring failed ${MAX_ATTEMPTS} times: ${reason}`,
        ),
      );
    }
  }

  async #store(claim: QueueClaim, scored: NewAssessment): Promise<void> {
    const { knex, assessments, gate, publisher } = this.#options;
    const prepared = await gate.prepare(scored);
    const decision = await knex.transaction(
      async (tx): Promise<GateDecision | undefined> => {
        if (!(await this.#settle(claim, scored, tx))) {
          return undefined;
        }
        const { created } = await assessments.save(scored, tx);
        return created && (await gate.decide(prepared, tx))
          ? prepared.decision
          : undefined;
      },
    );
    if (decision) {
      publisher.publish(scored.assessment, decision);
    }
  }

  /** What a collector could not tell in time is asked for again a few times; the same answer gives no new row. */
  async #settle(
    claim: QueueClaim,
    scored: NewAssessment,
    tx: Knex.Transaction,
  ): Promise<boolean> {
    const { queue } = this.#options;
    const waitSeconds = COMPLETE_AFTER_SECONDS[claim.attempts];
    return scored.awaitsFacts && waitSeconds !== undefined
      ? queue.postpone(
          claim,
          { reason: 'some signals were not known yet', waitSeconds },
          tx,
        )
      : queue.complete(claim, tx);
  }
}
