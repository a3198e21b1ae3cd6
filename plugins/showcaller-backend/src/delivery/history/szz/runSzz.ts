import type { Worker } from 'node:worker_threads';
import { startThread } from '../../../threads/startThread';
import type { SzzRun, SzzSink } from './SzzRun';
import type { FromSzzWorker, ToSzzWorker } from './workerMessages';

/**
 * Traces fixes in a worker thread of its own. Resolves when all was taken by the sink, with whether the stretch is done.
 *
 * @throws Error when git fails, the thread ends, the sink throws, or the signal is aborted.
 */
export async function runSzz(
  run: SzzRun,
  sink: SzzSink,
  signal: AbortSignal,
): Promise<boolean> {
  signal.throwIfAborted();
  const worker = startThread('szz-worker');
  const abort = () => post(worker, { type: 'abort' });
  signal.addEventListener('abort', abort);
  try {
    const complete = await converse(worker, run, sink);
    signal.throwIfAborted();
    return complete;
  } finally {
    signal.removeEventListener('abort', abort);
    await worker.terminate();
  }
}

function post(worker: Worker, message: ToSzzWorker): void {
  worker.postMessage(message);
}

function converse(
  worker: Worker,
  run: SzzRun,
  sink: SzzSink,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let taken: Promise<void> = Promise.resolve();
    worker.on('message', (message: FromSzzWorker) => {
      taken = taken.then(async () => {
        switch (message.type) {
          case 'finished':
            resolve(message.complete);
            return;
          case 'failed':
            reject(new Error(message.message));
            return;
          case 'total':
            await sink.onTotal(message.total);
            break;
          default:
            await sink.onTraced(message.fixes);
        }
        post(worker, { type: 'stored' });
      });
      taken.catch(reject);
    });
    worker.on('error', reject);
    worker.on('exit', () =>
      reject(new Error('The worker thread of SZZ has ended')),
    );
    post(worker, { type: 'run', run });
  });
}
