import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { LabelReader } from '../labels/types';
import type { DriftService } from './drift/DriftService';
import type { EvaluationService } from './evaluation/EvaluationService';
import type { LearningConfig } from './learningConfig';
import type { DatabaseModelStore } from './registry/DatabaseModelStore';
import type { TrainingService } from './runs/TrainingService';
import type { DatabaseShadowStore } from './shadow/DatabaseShadowStore';
import type { ShadowComparer } from './shadow/ShadowComparer';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Drift reports, and rejected models that never served, are kept for so long. */
const KEPT_DAYS = 90;
/** Evaluations and shadow scores. */
const KEPT_LONG_DAYS = 400;

/** What is scheduled. */
export interface LearningScheduleOptions {
  scheduler?: SchedulerService;
  config: LearningConfig;
  training: TrainingService;
  evaluation: EvaluationService;
  drift: DriftService;
  comparer: ShadowComparer;
  shadow: DatabaseShadowStore;
  store: DatabaseModelStore;
  labels: LabelReader;
  logger: LoggerService;
  now: () => Date;
}

/** When the model learns; each task runs on one of the replicas. */
export class LearningSchedule {
  readonly #options: LearningScheduleOptions;
  #comparedLabels: number | undefined;

  static create(options: LearningScheduleOptions): LearningSchedule {
    return new LearningSchedule(options);
  }

  private constructor(options: LearningScheduleOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { scheduler, config } = this.#options;
    await scheduler?.scheduleTask({
      ...config.trainingSchedule,
      id: 'showcaller-learning-training',
      fn: signal => this.daily(signal),
    });
    await scheduler?.scheduleTask({
      ...config.driftSchedule,
      id: 'showcaller-learning-drift',
      fn: signal => this.hourly(signal),
    });
    await scheduler?.scheduleTask({
      id: 'showcaller-learning-check',
      scope: 'global',
      frequency: { minutes: 1 },
      timeout: { minutes: 1 },
      initialDelay: { seconds: 30 },
      fn: () => this.minutely(),
    });
  }

  /** A training when there is something new to learn from, which is followed by back-tests; else the back-tests alone. */
  async daily(signal?: AbortSignal): Promise<void> {
    const { training, evaluation } = this.#options;
    if (!(await training.checkSchedule())) {
      await evaluation.evaluateAll(undefined, signal);
    }
    await this.#forget();
  }

  async hourly(signal?: AbortSignal): Promise<void> {
    const { drift, comparer } = this.#options;
    await drift.check(signal);
    await comparer.compare();
  }

  /** Looks whether a rung was reached, and whether outcomes have matured that comparisons wait for. */
  async minutely(): Promise<void> {
    const { training, comparer, labels } = this.#options;
    await training.checkDue();
    const { labels: matured } = await labels.countMatured();
    if (matured !== this.#comparedLabels) {
      this.#comparedLabels = matured;
      await comparer.compare();
    }
  }

  async #forget(): Promise<void> {
    const { evaluation, drift, shadow, store, now } = this.#options;
    const before = (days: number) => new Date(now().getTime() - days * DAY_MS);
    await drift.deleteOlderThan(before(KEPT_DAYS));
    await store.deleteRejected(before(KEPT_DAYS));
    await evaluation.deleteOlderThan(before(KEPT_LONG_DAYS));
    await shadow.deleteOlderThan(before(KEPT_LONG_DAYS));
  }
}
