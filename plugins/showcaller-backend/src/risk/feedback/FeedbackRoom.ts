import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import type { Knex } from 'knex';
import type { EntityAccess } from '../../http/EntityAccess';
import { DatabaseAssessmentStore } from '../DatabaseAssessmentStore';
import type { JudgementListener } from '../labels/Labeller';
import type { LabelRules } from '../labels/labelRules';
import { DatabaseFeedbackReportStore } from './DatabaseFeedbackReportStore';
import { DatabaseFeedbackStore } from './DatabaseFeedbackStore';
import { FeedbackRecorder } from './FeedbackRecorder';
import { FeedbackReporter } from './FeedbackReporter';
import { createFeedbackRouter } from './router';

/** What the room of feedback needs of its surroundings. */
export interface FeedbackRoomOptions {
  knex: Knex;
  logger: LoggerService;
  access: EntityAccess;
  rules: LabelRules;
  scheduler?: SchedulerService;
  now?: () => Date;
}

/** How decisions turned out: rates for services and rules, and a monthly report on every model. */
export class FeedbackRoom {
  /** Hears of every deployment that is judged. */
  readonly recorder: JudgementListener;
  readonly reporter: FeedbackReporter;
  /** To be mounted at `/risk`. */
  readonly router: Router;
  readonly #logger: LoggerService;
  readonly #scheduler: SchedulerService | undefined;

  static create(options: FeedbackRoomOptions): FeedbackRoom {
    return new FeedbackRoom(options);
  }

  private constructor(options: FeedbackRoomOptions) {
    const { knex } = options;
    const now = options.now ?? (() => new Date());
    const feedback = DatabaseFeedbackStore.create({ knex });
    const reports = DatabaseFeedbackReportStore.create({ knex });
    this.recorder = FeedbackRecorder.create({
      ...options,
      store: feedback,
      assessments: DatabaseAssessmentStore.create({ knex }),
    });
    this.reporter = FeedbackReporter.create({ feedback, reports, now });
    this.router = createFeedbackRouter({ ...options, feedback, reports, now });
    this.#logger = options.logger;
    this.#scheduler = options.scheduler;
  }

  async start(): Promise<void> {
    await this.#scheduler?.scheduleTask({
      id: 'showcaller-feedback-reports',
      scope: 'global',
      frequency: { hours: 1 },
      timeout: { minutes: 30 },
      initialDelay: { minutes: 3 },
      fn: async signal => {
        const written = await this.reporter.run(signal);
        if (written > 0) {
          this.#logger.info(`${written} monthly feedback reports were written`);
        }
      },
    });
  }
}
