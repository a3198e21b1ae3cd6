import type { LoggerService } from '@backstage/backend-plugin-api';
import { TrainingCancelledError } from '@showcaller/engine/risk';
import type { StepProgress } from '../training/StepMeter';
import type { DatabaseRunStore } from './DatabaseRunStore';

const EVERY_MS = 1000;
/** Before this share a guess of the rest would jump about. */
const GUESS_FROM = 0.02;

/** Why a run that is under way ends early. */
export type RunInterruption = 'cancelled' | 'lost' | 'shutdown';

/**
 * Once a second notes how far a run is, which keeps its lease, and hears whether it was cancelled or taken away.
 */
export class RunReporter {
  readonly #abort = new AbortController();
  readonly #options: {
    runId: string;
    holder: string;
    runs: DatabaseRunStore;
    logger: LoggerService;
    onReported: () => void;
  };
  readonly #began = performance.now();
  readonly #timer: NodeJS.Timeout;
  #progress: StepProgress | undefined;
  #rows: { rows: number; positives: number } | undefined;
  #interruption: RunInterruption | undefined;
  #reporting: Promise<void> = Promise.resolve();

  static begin(options: {
    runId: string;
    holder: string;
    runs: DatabaseRunStore;
    logger: LoggerService;
    onReported: () => void;
  }): RunReporter {
    return new RunReporter(options);
  }

  private constructor(options: {
    runId: string;
    holder: string;
    runs: DatabaseRunStore;
    logger: LoggerService;
    onReported: () => void;
  }) {
    this.#options = options;
    this.#timer = setInterval(() => {
      this.#reporting = this.#reporting.then(() => this.#report());
    }, EVERY_MS);
  }

  /** Aborted when the run is to end. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get runId(): string {
    return this.#options.runId;
  }

  get interruption(): RunInterruption | undefined {
    return this.#interruption;
  }

  /** To be noted at the next second. */
  update(
    progress: StepProgress,
    rows?: { rows: number; positives: number },
  ): void {
    this.#progress = progress;
    this.#rows = rows ?? this.#rows;
  }

  interrupt(why: RunInterruption): void {
    this.#interruption ??= why;
    this.#abort.abort();
  }

  /**
   * Looks once more whether the run may go on, before what came of it is put to use.
   *
   * @throws TrainingCancelledError
   */
  async check(): Promise<void> {
    this.#reporting = this.#reporting.then(() => this.#report());
    await this.#reporting;
    if (this.signal.aborted) {
      throw new TrainingCancelledError('Cancelled when it was nearly done');
    }
  }

  /** Waits for a note that is being written. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#reporting;
  }

  async #report(): Promise<void> {
    const { runs, runId, holder, logger, onReported } = this.#options;
    const progress = this.#progress;
    this.#progress = undefined;
    try {
      const answer = await runs.report(
        runId,
        holder,
        progress && {
          ...progress,
          etaSeconds: this.#eta(progress),
          ...this.#rows,
        },
      );
      if (answer === 'cancel') {
        this.interrupt('cancelled');
      } else if (answer === 'lost') {
        this.interrupt('lost');
      }
      if (progress) {
        onReported();
      }
    } catch (error) {
      // The lease outlives some failed notes; the run goes on.
      logger.warn(
        `Could not note how far training ${runId} is`,
        error instanceof Error ? error : new Error(String(error)),
      );
    }
  }

  #eta({ progress }: StepProgress): number | undefined {
    return progress < GUESS_FROM
      ? undefined
      : ((performance.now() - this.#began) / 1000 / progress) * (1 - progress);
  }
}
