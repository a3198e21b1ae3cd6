import { InputError } from '@backstage/errors';
import { TrainingCancelledError } from '@showcaller/engine/risk';
import type { Worker } from 'node:worker_threads';
import type { StepProgress } from '../training/StepMeter';
import type { FromRiskWorker, ToRiskWorker } from './messages';
import type { RowSink } from './RiskWorkers';
import type { RiskTask } from './tasks';

/** Pages on their way into the thread before the next is read. */
const AHEAD = 3;

/** Errors that callers tell apart keep their class; all others are plain. */
const errorClasses: Record<string, new (message: string) => Error> = {
  InputError,
  TrainingCancelledError,
};

/** One task's messages: pages go out a few ahead of those taken, then one result or error comes back. */
export class Conversation {
  /** Settles with what comes back, or when the thread ends before. */
  readonly result: Promise<unknown>;
  readonly #worker: Worker;
  readonly #onProgress: (progress: StepProgress) => void;
  #waiting = 0;
  #wake = () => {};
  #settle: {
    resolve: (result: unknown) => void;
    reject: (error: Error) => void;
  } = { resolve: () => {}, reject: () => {} };

  static begin(
    worker: Worker,
    onProgress: (progress: StepProgress) => void = () => {},
  ): Conversation {
    return new Conversation(worker, onProgress);
  }

  private constructor(
    worker: Worker,
    onProgress: (progress: StepProgress) => void,
  ) {
    this.#worker = worker;
    this.#onProgress = onProgress;
    this.result = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Whoever feeds may be the only one who waits when it fails.
    this.result.catch(() => undefined);
    worker.on('message', (message: FromRiskWorker) => this.#hear(message));
    worker.on('error', error => this.#settle.reject(error));
    worker.on('exit', () =>
      this.#settle.reject(
        new Error('The thread of the task ended before its result'),
      ),
    );
  }

  /** Sends a page; resolves when the next may come. */
  readonly sink: RowSink = async (set, page) => {
    this.#post({ type: 'rows', set, page });
    this.#waiting += 1;
    while (this.#waiting > AHEAD) {
      await this.#taken();
    }
  };

  run(task: RiskTask, cancelled: SharedArrayBuffer): void {
    this.#post({ type: 'run', task, cancelled });
  }

  #taken(): Promise<void> {
    return new Promise(resolve => {
      this.#wake = resolve;
    });
  }

  #hear(message: FromRiskWorker): void {
    switch (message.type) {
      case 'taken':
        this.#waiting -= 1;
        this.#wake();
        break;
      case 'progress':
        this.#onProgress(message.progress);
        break;
      case 'finished':
        this.#settle.resolve(message.result);
        break;
      default: {
        const Known = errorClasses[message.name] ?? Error;
        this.#settle.reject(new Known(message.message));
      }
    }
  }

  #post(message: ToRiskWorker): void {
    this.#worker.postMessage(message);
  }
}
