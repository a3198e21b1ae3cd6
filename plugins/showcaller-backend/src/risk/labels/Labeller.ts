import type { LoggerService } from '@backstage/backend-plugin-api';
import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { timestamp } from '../../database/timestamp';
import type { DeploymentTimeline } from '../../delivery';
import type { Deployment } from '../../delivery/types';
import type { DatabaseCorrectionStore } from './DatabaseCorrectionStore';
import type { DatabaseLabelQueue, LabelClaim } from './DatabaseLabelQueue';
import type { DatabaseLabelStore } from './DatabaseLabelStore';
import { judgeDeployment } from './judging/judgeDeployment';
import { type LabelEvidenceReader, windowHours } from './LabelEvidenceReader';
import { toLabelRow } from './labelRow';
import type { LabelRules } from './labelRules';

const MAX_ATTEMPTS = 5;
const NEIGHBOURS = 500;
const HOUR_MS = 3_600_000;
const ENDED = new Set(['succeeded', 'failed', 'superseded']);

/** The last decision on each of these deployments. */
export type LatestDecisions = (
  deploymentIds: string[],
) => Promise<Map<string, GateDecision>>;

interface LabellerOptions {
  knex: Knex;
  logger: LoggerService;
  queue: DatabaseLabelQueue;
  store: DatabaseLabelStore;
  corrections: DatabaseCorrectionStore;
  timeline: DeploymentTimeline;
  evidence: LabelEvidenceReader;
  decisions: LatestDecisions;
  rules: LabelRules;
  now: () => Date;
}

/**
 * Judges one deployment at a time and stores the label together with the end of the wish for it, so that a worker that
 * read an older state never overwrites what a newer one says.
 */
export class Labeller {
  readonly #options: LabellerOptions;

  static create(options: LabellerOptions): Labeller {
    return new Labeller(options);
  }

  private constructor(options: LabellerOptions) {
    this.#options = options;
  }

  async work(claim: LabelClaim): Promise<void> {
    const { logger, queue } = this.#options;
    try {
      await this.#judge(claim);
    } catch (error) {
      const attempt = claim.attempts + 1;
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn(
        `Judging deployment ${claim.deploymentId} failed, try ${attempt} of ${MAX_ATTEMPTS}: ${reason}`,
      );
      if (attempt < MAX_ATTEMPTS) {
        await queue.retry(claim, 4 ** claim.attempts);
      } else {
        // The next sweep finds that it has no label.
        await this.#options.knex.transaction(tx => queue.complete(claim, tx));
      }
    }
  }

  async #judge(claim: LabelClaim): Promise<void> {
    const { knex, queue, store, corrections, timeline } = this.#options;
    const { deploymentId } = claim;
    const deployment = (await timeline.getMany([deploymentId])).get(
      deploymentId,
    );
    const neighbours = claim.spread
      ? await this.#before(deploymentId, deployment)
      : [];
    const row = deployment && (await this.#toRow(deployment));
    const correction = row && (await corrections.getLatest(deploymentId));
    await knex.transaction(async tx => {
      if (!(await queue.complete(claim, tx))) {
        return;
      }
      await queue.enqueue(neighbours, { spread: false }, tx);
      if (row) {
        await store.put({ ...row, corrected: correction?.outcome ?? null }, tx);
      } else {
        await store.delete(deploymentId, tx);
      }
    });
  }

  /** Undefined for a deployment that did not come to an end, or never began: nothing can be said about it. */
  async #toRow(deployment: Deployment) {
    const { evidence, rules, now } = this.#options;
    if (!ENDED.has(deployment.status) || (await this.#wasStopped(deployment))) {
      return undefined;
    }
    const read = await evidence.read(deployment);
    return toLabelRow({
      deployment,
      judgement: judgeDeployment(read.evidence),
      awaitsFacts: read.awaitsFacts,
      rules,
      now: now(),
    });
  }

  /** Failed because the gate did not let it start: what it would have done is not known. */
  async #wasStopped({ id, status, startedAt }: Deployment): Promise<boolean> {
    if (status !== 'failed' || startedAt !== undefined) {
      return false;
    }
    const decision = (await this.#options.decisions([id])).get(id);
    return decision?.mode === 'enforced' && decision.outcome !== 'allow';
  }

  /**
   * Deployments that this one may speak for or against, where it is and where it was: those before it in the same
   * environment, and in others where an incident was put down to one.
   */
  async #before(
    deploymentId: string,
    deployment: Deployment | undefined,
  ): Promise<string[]> {
    const { store, timeline, rules } = this.#options;
    const before: string[] = [];
    for (const position of await this.#positions(deploymentId, deployment)) {
      const { entityRef, environment, at } = position;
      const neighbours = await timeline.list({
        entityRef,
        from: timestamp(Date.parse(at) - windowHours(rules) * HOUR_MS),
        to: at,
        limit: NEIGHBOURS,
        newest: true,
      });
      const labels = await store.getMany(
        neighbours
          .filter(other => other.environment !== environment)
          .map(({ id }) => id),
      );
      before.push(
        ...neighbours
          .filter(
            other =>
              other.id !== deploymentId &&
              (other.environment === environment ||
                labels.get(other.id)?.reasons.includes('incident')),
          )
          .map(({ id }) => id),
      );
    }
    return before;
  }

  async #positions(
    deploymentId: string,
    deployment: Deployment | undefined,
  ): Promise<Array<{ entityRef: string; environment: string; at: string }>> {
    const label = await this.#options.store.get(deploymentId);
    const now = deployment &&
      (label || ENDED.has(deployment.status)) && {
        entityRef: deployment.entityRef,
        environment: deployment.environment,
        at: deployment.requestedAt,
      };
    const then = label && {
      entityRef: label.entityRef,
      environment: label.environment,
      at: label.occurredAt,
    };
    const moved = then && JSON.stringify(then) !== JSON.stringify(now);
    return [...(now ? [now] : []), ...(moved ? [then] : [])];
  }
}
