import { TrainingCancelledError } from '@showcaller/engine/risk';
import type { Worker } from 'node:worker_threads';
import { Slots } from '../../../threads/Slots';
import { startThread } from '../../../threads/startThread';
import type { RowInput } from '../rows/RowCollector';
import type { StepProgress } from '../training/StepMeter';
import { Conversation } from './Conversation';
import type { RowSet } from './messages';
import type { ResultOf, RiskTask } from './tasks';

/** How long a cancelled task may take to notice. */
const GRACE_MS = 5_000;

/** Takes a page of rows; resolves when the next may come. */
export type RowSink = (set: RowSet, page: RowInput[]) => Promise<void>;

/** What is done in a thread. */
export interface ThreadJob<T extends RiskTask> {
  /** Reads the rows that the task needs. */
  feed: (sink: RowSink) => Promise<void>;
  /** Asked after the rows were read. */
  task: T;
  onProgress?: (progress: StepProgress) => void;
  signal?: AbortSignal;
}

/** Does a task in a thread of its own. */
export interface RiskWorkers {
  /**
   * @throws TrainingCancelledError when it was cancelled, InputError when the rows were refused, and any other error of
   *   the task or the thread
   */
  run<T extends RiskTask>(job: ThreadJob<T>): Promise<ResultOf<T>>;
}

/** Starts a thread per task, one at a time; it ends with the task. */
export class DefaultRiskWorkers implements RiskWorkers {
  readonly #slots = Slots.create(1);
  readonly #graceMs: number;
  readonly #running = new Set<Worker>();
  #stopped = false;

  static create(options: { graceMs?: number } = {}): DefaultRiskWorkers {
    return new DefaultRiskWorkers(options.graceMs ?? GRACE_MS);
  }

  private constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  run<T extends RiskTask>(job: ThreadJob<T>): Promise<ResultOf<T>> {
    return this.#slots.run(() => this.#run(job));
  }

  async #run<T extends RiskTask>(job: ThreadJob<T>): Promise<ResultOf<T>> {
    const { signal } = job;
    if (this.#stopped || signal?.aborted) {
      throw new TrainingCancelledError('Cancelled before it began');
    }
    const worker = startThread('risk-worker');
    this.#running.add(worker);
    const cancelled = new SharedArrayBuffer(4);
    let grace: NodeJS.Timeout | undefined;
    const abort = () => {
      Atomics.store(new Int32Array(cancelled), 0, 1);
      grace = setTimeout(() => worker.terminate(), this.#graceMs);
    };
    signal?.addEventListener('abort', abort);
    try {
      const conversation = Conversation.begin(worker, job.onProgress);
      await Promise.race([job.feed(conversation.sink), conversation.result]);
      conversation.run(job.task, cancelled);
      return (await conversation.result) as ResultOf<T>;
    } catch (error) {
      if (signal?.aborted) {
        throw new TrainingCancelledError('The task was cancelled');
      }
      throw error;
    } finally {
      clearTimeout(grace);
      signal?.removeEventListener('abort', abort);
      this.#running.delete(worker);
      await worker.terminate();
    }
  }

  /** Ends what is under way, which fails, and begins nothing more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#running].map(worker => worker.terminate()));
  }
}
