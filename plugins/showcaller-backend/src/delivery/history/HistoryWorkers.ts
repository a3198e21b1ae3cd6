import type { Worker } from 'node:worker_threads';
import type { HistoryRun, HistorySink } from './measures/importHistory';
import { startThread } from '../../threads/startThread';
import type { FromHistoryWorker, ToHistoryWorker } from './workerMessages';

const IDLE_MS = 60_000;

/** Runs imports in worker threads: started when needed, kept for a minute, each doing one run at a time. */
export class HistoryWorkers {
  readonly #idle = new Map<Worker, NodeJS.Timeout>();

  static create(): HistoryWorkers {
    return new HistoryWorkers();
  }

  private constructor() {}

  /** Resolves when the run is measured and all of it was taken by the sink. */
  async run(
    run: HistoryRun,
    sink: HistorySink,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted();
    const worker = this.#take();
    const abort = () => post(worker, { type: 'abort' });
    signal.addEventListener('abort', abort);
    try {
      await converse(worker, run, sink);
      this.#keep(worker);
    } catch (error) {
      await worker.terminate();
      throw error;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  async stop(): Promise<void> {
    const workers = [...this.#idle.keys()];
    for (const worker of workers) {
      clearTimeout(this.#idle.get(worker));
      this.#idle.delete(worker);
    }
    await Promise.all(workers.map(worker => worker.terminate()));
  }

  #take(): Worker {
    for (const [worker, timer] of this.#idle) {
      clearTimeout(timer);
      this.#idle.delete(worker);
      worker.ref();
      return worker;
    }
    return startThread('history-worker');
  }

  #keep(worker: Worker): void {
    worker.unref();
    const timer = setTimeout(() => {
      this.#idle.delete(worker);
      worker.terminate();
    }, IDLE_MS);
    timer.unref();
    this.#idle.set(worker, timer);
  }
}

function post(worker: Worker, message: ToHistoryWorker): void {
  worker.postMessage(message);
}

/** One run: each message is taken by the sink in order, and answered when it was. */
function converse(
  worker: Worker,
  run: HistoryRun,
  sink: HistorySink,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let taken: Promise<void> = Promise.resolve();

    function settle(end: () => void): void {
      worker.removeListener('message', onMessage);
      worker.removeListener('error', onError);
      worker.removeListener('exit', onExit);
      end();
    }
    function onError(error: Error): void {
      settle(() => reject(error));
    }
    function onExit(): void {
      onError(new Error('The worker thread of the history import ended'));
    }
    function onMessage(message: FromHistoryWorker): void {
      taken = taken.then(async () => {
        if (message.type === 'finished') {
          settle(resolve);
        } else if (message.type === 'failed') {
          onError(new Error(message.message));
        } else {
          await take(message, sink);
          post(worker, { type: 'stored' });
        }
      });
      taken.catch(onError);
    }

    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
    post(worker, { type: 'run', run });
  });
}

function take(
  message: Exclude<FromHistoryWorker, { type: 'finished' | 'failed' }>,
  sink: HistorySink,
): Promise<void> {
  switch (message.type) {
    case 'total':
      return sink.onTotal(message.total);
    case 'commits':
      return sink.onCommits(message.commits);
    default:
      return sink.onCheckpoint(message.checkpoint);
  }
}
