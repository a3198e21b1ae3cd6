/**
 * Worker thread of the history import: reads git and measures, so that the backend's own thread does neither.
 * One run at a time; a batch waits until the ones before it were stored.
 *
 * Outside of a thread it only exports what it runs, for measuring its speed without a database.
 *
 * @packageDocumentation
 */

import { parentPort } from 'node:worker_threads';
import { importHistory } from './measures/importHistory';
import type { FromHistoryWorker, ToHistoryWorker } from './workerMessages';

/** Batches that may wait to be stored while the next ones are measured. */
const AHEAD = 3;

const port = parentPort;
let abort: AbortController | undefined;
let waiting = 0;
let wake = () => {};

async function send(message: FromHistoryWorker): Promise<void> {
  port?.postMessage(message);
  waiting += 1;
  while (waiting > AHEAD && !abort?.signal.aborted) {
    await stored();
  }
}

function stored(): Promise<void> {
  return new Promise(resolve => {
    wake = resolve;
  });
}

port?.on('message', async (message: ToHistoryWorker) => {
  switch (message.type) {
    case 'stored':
      waiting -= 1;
      wake();
      return;
    case 'abort':
      abort?.abort();
      wake();
      return;
    default:
  }
  abort = new AbortController();
  waiting = 0;
  try {
    await importHistory(
      message.run,
      {
        onTotal: total => send({ type: 'total', total }),
        onCommits: commits => send({ type: 'commits', commits }),
        onCheckpoint: checkpoint => send({ type: 'checkpoint', checkpoint }),
      },
      abort.signal,
    );
    port.postMessage({ type: 'finished' } satisfies FromHistoryWorker);
  } catch (error) {
    port.postMessage({
      type: 'failed',
      message: error instanceof Error ? error.message : String(error),
    } satisfies FromHistoryWorker);
  }
});

export { importHistory };
export type {
  HistoryCheckpoint,
  HistoryRun,
  HistorySink,
  MeasuredCommit,
} from './measures/importHistory';
