import type { LoggerService } from '@backstage/backend-plugin-api';
import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DeploymentTimeline } from '../../delivery';
import type { Deployment } from '../../delivery/types';
import type { DatabaseCorrectionStore } from './DatabaseCorrectionStore';
import type { DatabaseLabelQueue, LabelClaim } from './DatabaseLabelQueue';
import type { DatabaseLabelStore } from './DatabaseLabelStore';
import { judgeDeployment } from './judging/judgeDeployment';
import type { LabelEvidenceReader } from './LabelEvidenceReader';
import { hasEnded, type LabelNeighbours } from './LabelNeighbours';
import { type LabelRow, toLabelRow } from './labelRow';
import type { LabelRules } from './labelRules';

const MAX_ATTEMPTS = 5;

/** The last decision on each of these deployments. */
export type LatestDecisions = (
  deploymentIds: string[],
) => Promise<Map<string, GateDecision>>;

/** A deployment that was looked at. */
export interface JudgedDeployment {
  deploymentId: string;
  /** Absent when it is no more. */
  deployment?: Deployment;
  /** The last decision on it. */
  decision?: GateDecision;
  /** Absent while it has no outcome. */
  label?: LabelRow;
  /** True when the gate kept it from starting. */
  stopped: boolean;
}

/** Follows what was judged. Makes ready what it is going to write, and writes it with the label. */
export interface JudgementListener {
  prepare(
    judged: JudgedDeployment,
  ): Promise<(tx: Knex.Transaction) => Promise<void>>;
}

interface LabellerOptions {
  knex: Knex;
  logger: LoggerService;
  queue: DatabaseLabelQueue;
  store: DatabaseLabelStore;
  corrections: DatabaseCorrectionStore;
  timeline: DeploymentTimeline;
  evidence: LabelEvidenceReader;
  neighbours: LabelNeighbours;
  decisions: LatestDecisions;
  rules: LabelRules;
  listener?: JudgementListener;
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
    const { knex, queue, store, neighbours, listener } = this.#options;
    const { deploymentId } = claim;
    const judged = await this.#look(deploymentId);
    const { label, deployment } = judged;
    const before = claim.spread
      ? await neighbours.before(deploymentId, deployment)
      : [];
    const follow = await listener?.prepare(judged);
    await nextTurn();
    await knex.transaction(async tx => {
      if (!(await queue.complete(claim, tx))) {
        return;
      }
      await queue.enqueue(before, { spread: false }, tx);
      if (label) {
        await store.put(label, tx);
      } else {
        await store.delete(deploymentId, tx);
      }
      await follow?.(tx);
    });
  }

  /** No label for a deployment that did not come to an end, or never began: nothing can be said about it. */
  async #look(deploymentId: string): Promise<JudgedDeployment> {
    const { timeline, decisions, corrections } = this.#options;
    const ids = [deploymentId];
    const deployment = (await timeline.getMany(ids)).get(deploymentId);
    if (!deployment) {
      return { deploymentId, stopped: false };
    }
    const decision = (await decisions(ids)).get(deploymentId);
    const stopped = wasStopped(deployment, decision);
    const judged = { deploymentId, deployment, decision, stopped };
    if (stopped || !hasEnded(deployment)) {
      return judged;
    }
    const correction = await corrections.getLatest(deploymentId);
    return {
      ...judged,
      label: {
        ...(await this.#judgeByFacts(deployment)),
        corrected: correction?.outcome ?? null,
      },
    };
  }

  async #judgeByFacts(deployment: Deployment) {
    const { evidence, rules, now } = this.#options;
    const read = await evidence.read(deployment);
    return toLabelRow({
      deployment,
      judgement: judgeDeployment(read.evidence),
      awaitsFacts: read.awaitsFacts,
      rules,
      now: now(),
    });
  }
}

/** Failed because the gate did not let it start: what it would have done is not known. */
function wasStopped(
  { status, startedAt }: Deployment,
  decision: GateDecision | undefined,
): boolean {
  return (
    status === 'failed' &&
    startedAt === undefined &&
    decision?.mode === 'enforced' &&
    decision.outcome !== 'allow'
  );
}
