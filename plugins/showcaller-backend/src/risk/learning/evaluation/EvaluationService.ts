import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  ModelEvaluation,
  RiskModelVersion,
} from '@showcaller/backstage-plugin-showcaller-common';
import { timestamp } from '../../../database/timestamp';
import type { OwnershipGraph } from '../../../ownership/types';
import type { LabelReader } from '../../labels/types';
import type { ModelAlerts } from '../alerts/ModelAlerts';
import type { LearningConfig } from '../learningConfig';
import type { ModelPublisher } from '../ModelPublisher';
import type { DatabaseModelStore } from '../registry/DatabaseModelStore';
import type { AssessedDeployments } from '../rows/AssessedDeployments';
import type { DatabaseShadowStore } from '../shadow/DatabaseShadowStore';
import type { RiskWorkers } from '../worker/RiskWorkers';
import type { EvaluateTask, ModelText } from '../worker/tasks';
import type { DatabaseEvaluationStore } from './DatabaseEvaluationStore';
import type { GroupsOfEntities } from './fairnessOf';

const DAY_MS = 24 * 60 * 60 * 1000;
/** From this risk on the gate stops a deployment to production. */
const GATE_THRESHOLD = 0.7;
/** A gap between promised and observed share of failures that is worth an alert. */
const CALIBRATION_GAP = 0.05;

/** What back-tests need. */
export interface EvaluationServiceOptions {
  store: DatabaseModelStore;
  evaluations: DatabaseEvaluationStore;
  shadow: DatabaseShadowStore;
  labels: LabelReader;
  deployments: AssessedDeployments;
  ownership: Pick<OwnershipGraph, 'getComponents'>;
  workers: RiskWorkers;
  prior: ModelText;
  config: Pick<LearningConfig, 'monotone'>;
  alerts: ModelAlerts;
  publisher: ModelPublisher;
  logger: LoggerService;
  now: () => Date;
}

/** Back-tests models in a thread and keeps what came out. */
export class EvaluationService {
  readonly #options: EvaluationServiceOptions;

  static create(options: EvaluationServiceOptions): EvaluationService {
    return new EvaluationService(options);
  }

  private constructor(options: EvaluationServiceOptions) {
    this.#options = options;
  }

  async get(modelHash: string): Promise<ModelEvaluation | undefined> {
    return this.#options.evaluations.getNewest(modelHash);
  }

  /** The champion, its challengers and the model that just was trained; one after another. Never throws. */
  async evaluateAll(trained?: string, signal?: AbortSignal): Promise<void> {
    const { store } = this.#options;
    const hashes = new Set(trained ? [trained] : []);
    for (const status of ['champion', 'challenger'] as const) {
      for (const { hash } of await store.listByStatus(status)) {
        hashes.add(hash);
      }
    }
    for (const hash of hashes) {
      await this.evaluate(hash, signal);
    }
  }

  /** Undefined when there is too little to say; the reason is logged. Never throws. */
  async evaluate(
    modelHash: string,
    signal?: AbortSignal,
  ): Promise<ModelEvaluation | undefined> {
    const { store, evaluations, workers, publisher, logger } = this.#options;
    try {
      const version = await store.get(modelHash);
      const task = version && (await this.#task(version));
      if (!task) {
        return undefined;
      }
      const { evaluation } = await workers.run({
        feed: async sink => {
          const { labels, deployments, now } = this.#options;
          const matured = await labels.listMatured({ before: now() });
          for await (const page of deployments.labelled(matured)) {
            await sink('labelled', page);
          }
        },
        task,
        signal,
      });
      await evaluations.put(evaluation);
      if (version?.status === 'champion') {
        await this.#alert(evaluation);
      }
      publisher.changed();
      return evaluation;
    } catch (error) {
      const known = error instanceof Error ? error : new Error(String(error));
      const refused = ['InputError', 'TrainingCancelledError'].includes(
        known.name,
      );
      logger[refused ? 'info' : 'warn'](
        `Model ${modelHash.slice(0, 12)} was not back-tested: ${known.message}`,
      );
      return undefined;
    }
  }

  async deleteOlderThan(before: Date): Promise<void> {
    await this.#options.evaluations.deleteOlderThan(before);
  }

  async #task(version: RiskModelVersion): Promise<EvaluateTask | undefined> {
    const { labels, prior, config, now } = this.#options;
    const model = await this.#text(version.hash);
    const { maturityDays } = await labels.countMatured();
    return (
      model && {
        kind: 'evaluate',
        now: now().getTime(),
        rung: version.rung,
        model,
        previous: version.parent ? await this.#text(version.parent) : undefined,
        prior,
        predictions: await this.#predictions(version),
        monotone: config.monotone,
        seed: 1,
        embargo: maturityDays * DAY_MS,
        threshold: GATE_THRESHOLD,
        groups: this.#groups(),
      }
    );
  }

  /** A model that learned from these deployments is followed by its recipe; one that did not is asked as it is. */
  async #predictions(
    version: RiskModelVersion,
  ): Promise<EvaluateTask['predictions']> {
    if (version.origin === 'registered') {
      return this.#options.shadow.challengerLogOdds(version.hash);
    }
    return version.labelSource === 'deployments' ? 'recipe' : 'model';
  }

  async #text(hash: string): Promise<ModelText | undefined> {
    const files = await this.#options.store.getFiles(hash);
    return files && { hash, file: files.file };
  }

  #groups(): GroupsOfEntities {
    return Object.fromEntries(
      this.#options.ownership
        .getComponents()
        .map(({ entityRef, owner, tier }) => [
          entityRef,
          {
            team: owner,
            tier: tier === undefined ? undefined : `tier ${tier}`,
          },
        ]),
    );
  }

  async #alert(evaluation: ModelEvaluation): Promise<void> {
    const large = evaluation.calibrationInTheLarge;
    const off =
      large &&
      (large.low > 0 || large.high < 0) &&
      Math.abs(large.difference) > CALIBRATION_GAP;
    const points = Math.abs((large?.difference ?? 0) * 100).toFixed(1);
    await this.#options.alerts.replace(
      'calibration',
      off
        ? [
            {
              key: 'calibration:in the large',
              severity: 'watch',
              text: `${points} points ${
                large.difference > 0 ? 'more' : 'fewer'
              } deployments failed than the serving model said, over ${
                evaluation.rows
              } back-tested ones until ${timestamp(evaluation.window.to).slice(
                0,
                10,
              )}`,
            },
          ]
        : [],
    );
  }
}
