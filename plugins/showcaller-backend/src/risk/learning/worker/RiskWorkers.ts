import { InputError } from '@backstage/errors';
import { TrainingCancelledError } from '@showcaller/engine/risk';
import type { Worker } from 'node:worker_threads';
import { Slots } from '../../../threads/Slots';
import { startThread } from '../../../threads/startThread';
import type { RowInput } from '../rows/RowCollector';
import type { StepProgress } from '../training/StepMeter';
import type { FromRiskWorker, RowSet, ToRiskWorker } from './messages';
import type { ResultOf, RiskTask } from './tasks';

/** Pages on their way into the thread before the next is read. */
const AHEAD = 3;
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
      post(worker, { type: 'run', task: job.task, cancelled });
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

function post(worker: Worker, message: ToRiskWorker): void {
  worker.postMessage(message);
}

/** Errors that callers tell apart keep their class; all others are plain. */
function toError(name: string, message: string): Error {
  const known = { InputError, TrainingCancelledError }[name];
  return known ? new known(message) : new Error(message);
}

/** One task's messages: pages go out a few ahead of those taken, then one result or error comes back. */
class Conversation {
  readonly sink: RowSink;
  readonly result: Promise<unknown>;

  static begin(
    worker: Worker,
    onProgress: ThreadJob<RiskTask>['onProgress'],
  ): Conversation {
    return new Conversation(worker, onProgress);
  }

  private constructor(
    worker: Worker,
    onProgress: ThreadJob<RiskTask>['onProgress'],
  ) {
    let waiting = 0;
    let wake = () => {};
    this.sink = async (set, page) => {
      post(worker, { type: 'rows', set, page });
      waiting += 1;
      while (waiting > AHEAD) {
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
    };
    this.result = new Promise((resolve, reject) => {
      const answers: {
        [K in FromRiskWorker['type']]: (
          message: Extract<FromRiskWorker, { type: K }>,
        ) => void;
      } = {
        taken: () => {
          waiting -= 1;
          wake();
        },
        progress: ({ progress }) => onProgress?.(progress),
        finished: ({ result }) => resolve(result),
        failed: ({ name, message }) => reject(toError(name, message)),
      };
      worker.on('message', (message: FromRiskWorker) =>
        (answers[message.type] as (message: FromRiskWorker) => void)(message),
      );
      worker.on('error', reject);
      worker.on('exit', () =>
        reject(new Error('The thread of the task ended before its result')),
      );
    });
    // Whoever feeds may be the only one who waits when it fails.
    this.result.catch(() => undefined);
  }
}
