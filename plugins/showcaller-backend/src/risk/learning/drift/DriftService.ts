import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  DriftReport,
  RiskModelVersion,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { LabelReader, MaturedLabel } from '../../labels/types';
import type { ModelAlerts } from '../alerts/ModelAlerts';
import type { ModelPublisher } from '../ModelPublisher';
import type { DatabaseModelStore } from '../registry/DatabaseModelStore';
import type { ModelRegistry } from '../registry/ModelRegistry';
import type {
  AssessedDeployments,
  ScoredDeployment,
} from '../rows/AssessedDeployments';
import { SCHEDULE } from '../types';
import type { RiskWorkers } from '../worker/RiskWorkers';
import type { DriftResult, ModelText } from '../worker/tasks';
import type { DatabaseDriftStore } from './DatabaseDriftStore';
import { driftAlerts } from './driftAlerts';
import type { MaturedScores } from './measureModelDrift';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Deployments that are compared with the training data. */
const RECENT_DAYS = 28;
/** Matured deployments whose loss is watched. */
const LOSS_DAYS = 180;
/** The newest of them that the serving model is judged on, at most. */
const JUDGED_ROWS = 20_000;

/** What drift needs. */
export interface DriftServiceOptions {
  store: DatabaseModelStore;
  registry: ModelRegistry;
  drift: DatabaseDriftStore;
  labels: LabelReader;
  deployments: AssessedDeployments;
  workers: RiskWorkers;
  prior: ModelText;
  alerts: ModelAlerts;
  /** Throws when a stored model would not serve. */
  check: (hash: string) => Promise<void>;
  publisher: ModelPublisher;
  logger: LoggerService;
  now: () => Date;
}

/** Measures drift, and withdraws a serving model that does worse than the prior. */
export class DriftService {
  readonly #options: DriftServiceOptions;

  static create(options: DriftServiceOptions): DriftService {
    return new DriftService(options);
  }

  private constructor(options: DriftServiceOptions) {
    this.#options = options;
  }

  async get(): Promise<DriftReport | undefined> {
    return this.#options.drift.getNewest();
  }

  /** Measures, stores, raises alerts, and falls back where that is due. */
  async check(signal?: AbortSignal): Promise<DriftReport> {
    const { store, registry, drift, alerts, prior, now } = this.#options;
    const { deployments, workers, publisher, labels } = this.#options;
    const champion = await registry.getChampion();
    const [before] = await store.listServedBefore();
    const matured = await labels.listMatured({ before: now() });
    const scores = await deployments.scoresOf(
      matured
        .filter(({ occurredAt }) => this.#isSince(occurredAt, LOSS_DAYS))
        .map(({ deploymentId }) => deploymentId),
    );
    const result = await workers.run({
      feed: async sink => {
        const since = new Date(now().getTime() - RECENT_DAYS * DAY_MS);
        for await (const page of deployments.recent(since)) {
          await sink('recent', page);
        }
        const unseen = unseenBy(champion, matured);
        for await (const page of deployments.labelled(unseen)) {
          await sink('labelled', page);
        }
      },
      task: {
        kind: 'drift',
        now: now().getTime(),
        model: (await this.#text(champion.hash)) ?? prior,
        prior,
        previous: before && (await this.#text(before.hash)),
        trainedTo: trainedTo(champion),
        matured: maturedScores(matured, scores),
        served: [...scores.values()].flatMap(
          ({ deploymentId, modelHash, logOdds }) =>
            modelHash === champion.hash ? [[deploymentId, logOdds]] : [],
        ),
      },
      signal,
    });
    await drift.put(result.report);
    await alerts.replace('drift', driftAlerts(result.report));
    await this.#fallBack(champion, before, result);
    publisher.changed();
    return result.report;
  }

  async deleteOlderThan(before: Date): Promise<void> {
    await this.#options.drift.deleteOlderThan(before);
  }

  async #fallBack(
    champion: RiskModelVersion,
    before: RiskModelVersion | undefined,
    { serving }: DriftResult,
  ): Promise<void> {
    const { store, registry, alerts, logger } = this.#options;
    if (champion.origin === 'shipped') {
      // The prior serves: what an earlier fall-back said holds until a better model is promoted.
      return;
    }
    if (!serving.fallBack) {
      await alerts.replace('fall-back', []);
      return;
    }
    const shipped = await store.getShipped();
    const target =
      serving.instead === 'previous' && (await this.#serves(before))
        ? before
        : shipped;
    if (!target) {
      return;
    }
    const what = `${champion.id} ${champion.version}`;
    logger.warn(`Risk model ${what} is withdrawn: ${serving.reason}`);
    await registry.promote(
      target.hash,
      { by: SCHEDULE, reason: `Fell back from ${what}: ${serving.reason}` },
      {
        becomes: 'failed',
        oldReason: `Withdrawn: ${serving.reason}`,
        expected: champion.hash,
      },
    );
    await alerts.replace('fall-back', [
      {
        key: `fall-back:${champion.hash}`,
        severity: 'act',
        text: `${what} was withdrawn, ${target.id} ${target.version} serves: ${serving.reason}`,
      },
    ]);
  }

  async #serves(model: RiskModelVersion | undefined): Promise<boolean> {
    try {
      await this.#options.check(model?.hash ?? '');
      return true;
    } catch (error) {
      this.#options.logger.warn(
        'The champion before cannot take over; the shipped prior does',
        error instanceof Error ? error : new Error(String(error)),
      );
      return false;
    }
  }

  async #text(hash: string): Promise<ModelText | undefined> {
    const files = await this.#options.store.getFiles(hash);
    return files && { hash, file: files.file };
  }

  #isSince(time: string, days: number): boolean {
    return Date.parse(time) >= this.#options.now().getTime() - days * DAY_MS;
  }
}

/** Time of the newest deployment that a model learned from; it can be judged on those after it. */
function trainedTo({ trainingWindow, labelSource }: RiskModelVersion): number {
  return trainingWindow && labelSource === 'deployments'
    ? Date.parse(trainingWindow.to)
    : 0;
}

function unseenBy(
  champion: RiskModelVersion,
  matured: MaturedLabel[],
): MaturedLabel[] {
  if (champion.origin === 'shipped') {
    // It is what the others are compared with.
    return [];
  }
  const from = trainedTo(champion);
  return matured
    .filter(({ occurredAt }) => Date.parse(occurredAt) > from)
    .slice(-JUDGED_ROWS);
}

/** Outcomes beside what was said, in the order of time. */
function maturedScores(
  matured: MaturedLabel[],
  scores: ReadonlyMap<string, ScoredDeployment>,
): MaturedScores {
  const known = matured.flatMap(({ deploymentId, label, occurredAt }) => {
    const score = scores.get(deploymentId);
    return score
      ? { label, logOdds: score.logOdds, time: Date.parse(occurredAt) }
      : [];
  });
  return {
    labels: Uint8Array.from(known, ({ label }) => label),
    logOdds: Float64Array.from(known, ({ logOdds }) => logOdds),
    times: Float64Array.from(known, ({ time }) => time),
  };
}
