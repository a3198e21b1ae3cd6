import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type {
  LadderState,
  TrainingRun,
} from '@showcaller/backstage-plugin-showcaller-common';
import { ladderState, ladderSteps } from '@showcaller/engine/risk';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { isSqlite } from '../../../database/openDatabase';
import { withAudit } from '../../../http/withAudit';
import type { LabelReader } from '../../labels/types';
import { WorkLoop } from '../../WorkLoop';
import type { AssessedDeployments } from '../rows/AssessedDeployments';
import type { ModelPublisher } from '../ModelPublisher';
import type { DatabaseModelStore } from '../registry/DatabaseModelStore';
import { trainingDue, whatToTrain } from '../trainingDue';
import type { DatabaseRunStore, RunEnd } from './DatabaseRunStore';
import { RunReporter } from './RunReporter';
import type { Trainer } from './Trainer';

const POLL_MS = 5_000;
const RECENT_RUNS = 50;

/** What training needs. */
export interface TrainingServiceOptions {
  knex: Knex;
  logger: LoggerService;
  auditor: AuditorService;
  runs: DatabaseRunStore;
  store: DatabaseModelStore;
  labels: LabelReader;
  deployments: AssessedDeployments;
  trainer: Trainer;
  publisher: ModelPublisher;
  /** Told of the model that came out of a training. */
  onTrained: (modelHash: string) => void;
  now: () => Date;
}

/** Takes wishes for a training, does one at a time over all replicas, and tells how it stands. */
export class TrainingService {
  readonly #options: TrainingServiceOptions;
  readonly #holder = randomUUID();
  readonly #loop: WorkLoop<TrainingRun>;
  #reporter: RunReporter | undefined;

  static create(options: TrainingServiceOptions): TrainingService {
    return new TrainingService(options);
  }

  private constructor(options: TrainingServiceOptions) {
    this.#options = options;
    this.#loop = new WorkLoop({
      name: 'training',
      logger: options.logger,
      concurrency: 1,
      pollMs: POLL_MS,
      claim: async () => {
        const run = await options.runs.claim(this.#holder);
        return run ? [run] : [];
      },
      work: run => this.#work(run),
    });
  }

  async start(): Promise<void> {
    const { knex, runs } = this.#options;
    if (isSqlite(knex)) {
      // No other process writes this database: what is still claimed was claimed by one that was killed.
      await runs.releaseAll();
    }
    this.#loop.start();
  }

  /** Gives a run that is under way back, for whoever comes next. */
  async stop(): Promise<void> {
    this.#reporter?.interrupt('shutdown');
    await this.#loop.stop();
  }

  /**
   * Queues a training of what the labels allow, or answers the one that waits or runs already.
   *
   * @throws ConflictError when there are too few labels
   */
  async request(wish: {
    trigger: TrainingRun['trigger'];
    requestedBy?: string;
  }): Promise<TrainingRun> {
    const allowed = await this.#allowed();
    if (!allowed) {
      throw new ConflictError(await this.#tooFew());
    }
    const { run, created } = await this.#options.runs.request({
      ...wish,
      ...allowed.wish,
    });
    if (created) {
      this.#options.publisher.changed();
    }
    this.#loop.wake();
    return run;
  }

  /** Queues a training when a rung was reached, or labels grew by half. */
  async checkDue(): Promise<TrainingRun | undefined> {
    const { runs, store, now } = this.#options;
    const allowed = await this.#allowed();
    if (!allowed) {
      return undefined;
    }
    const due = trainingDue({
      ...allowed,
      versions: await store.list(),
      runs: await runs.list(RECENT_RUNS),
      now: now(),
    });
    return due ? this.request({ trigger: 'rung' }) : undefined;
  }

  /** Queues the training of the schedule, unless there is nothing new to learn from. */
  async checkSchedule(): Promise<TrainingRun | undefined> {
    const { runs } = this.#options;
    const allowed = await this.#allowed();
    const [last] = (await runs.list(RECENT_RUNS)).filter(
      run =>
        run.status === 'succeeded' &&
        run.labelSource === allowed?.wish.labelSource,
    );
    return allowed && last?.rows !== allowed.labels
      ? this.request({ trigger: 'schedule' })
      : undefined;
  }

  async cancel(id: string, by: string): Promise<TrainingRun> {
    const run = await this.#options.runs.cancel(id, by);
    if (this.#reporter?.runId === id) {
      this.#reporter.interrupt('cancelled');
    }
    this.#options.publisher.changed();
    return run;
  }

  async ladder(): Promise<LadderState> {
    const { labels } = this.#options;
    const { maturityDays, maturing, reasons, ...counts } =
      await labels.countMatured();
    const changes = await labels.countChangeLabels();
    const { rung, next } = ladderState(counts);
    return {
      rung,
      labels: counts.labels,
      positives: counts.positives,
      maturing,
      changeLabels: changes.labels,
      reasons,
      maturityDays,
      next: next && {
        rung: next.rung,
        labels: next.labelsNeeded,
        positives: next.positivesNeeded,
      },
    };
  }

  async #tooFew(): Promise<string> {
    const [, { labels, positives }] = ladderSteps;
    const matured = await this.#options.labels.countMatured();
    const scored = await this.#options.deployments.count();
    return [
      `Too few labels to train: ${matured.labels} deployments have matured, ${matured.positives} of them failed`,
      ...(scored < matured.labels ? [`only ${scored} were scored`] : []),
      `and ${labels} with ${positives} of each class are needed; ${matured.maturing} more wait for their ${matured.maturityDays} days.`,
    ].join(', ');
  }

  async #allowed() {
    const { labels } = this.#options;
    const matured = await labels.countMatured();
    // History that was just read may be labelled before it is scored; without signals there is nothing to learn from.
    const scored = await this.#options.deployments.count();
    const share = Math.min(1, scored / Math.max(1, matured.labels));
    const deployments = {
      labels: Math.floor(matured.labels * share),
      positives: Math.floor(matured.positives * share),
    };
    const changes = await labels.countChangeLabels();
    const wish = whatToTrain({ deployments, changes });
    return (
      wish && {
        wish,
        labels: { deployments, changes }[wish.labelSource].labels,
      }
    );
  }

  async #work(run: TrainingRun): Promise<void> {
    const { runs, logger, publisher } = this.#options;
    const reporter = RunReporter.begin({
      runId: run.id,
      holder: this.#holder,
      runs,
      logger,
      onReported: () => publisher.changed(),
    });
    this.#reporter = reporter;
    const end = await this.#train(run, reporter);
    this.#reporter = undefined;
    await reporter.end();
    if (reporter.interruption === 'shutdown') {
      await runs.release(run.id, this.#holder);
    } else if (reporter.interruption !== 'lost') {
      await runs.finish(run.id, this.#holder, end);
    }
    publisher.changed();
    logger.info(`Training ${run.id} ${end.status}: ${end.outcome}`);
    if (end.modelHash) {
      this.#options.onTrained(end.modelHash);
    }
  }

  async #train(run: TrainingRun, reporter: RunReporter): Promise<RunEnd> {
    const { auditor, trainer } = this.#options;
    try {
      return await withAudit(
        auditor,
        {
          eventId: 'model-train',
          severityLevel: 'medium',
          meta: { runId: run.id, trigger: run.trigger, rung: run.rung },
        },
        () => trainer.train(run, reporter),
      );
    } catch (error) {
      return reporter.signal.aborted
        ? { status: 'cancelled', outcome: 'Cancelled' }
        : {
            status: 'failed',
            outcome: error instanceof Error ? error.message : String(error),
          };
    }
  }
}
