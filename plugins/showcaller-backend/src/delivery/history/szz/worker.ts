/**
 * Worker thread of SZZ: runs git and reads what it prints, so that the backend's own thread does neither. One run;
 * a batch waits until the one before it was stored. git runs with a low priority.
 *
 * Outside of a thread it only exports what it runs, for measuring its speed without a database.
 *
 * @packageDocumentation
 */

import os from 'node:os';
import { parentPort } from 'node:worker_threads';
import { traceFixes } from './traceFixes';
import type { FromSzzWorker, ToSzzWorker } from './workerMessages';

/** Nice values go from -20 to 19. */
const LOW_PRIORITY = 10;
const port = parentPort;
const abort = new AbortController();
let stored = () => {};

function tell(message: FromSzzWorker): void {
  port?.postMessage(message);
}

async function send(message: FromSzzWorker): Promise<void> {
  const taken = new Promise<void>(resolve => {
    stored = resolve;
  });
  tell(message);
  await taken;
}

// On Linux this is of the calling thread and the processes that it starts; elsewhere it would be of the whole backend.
if (port && process.platform === 'linux') {
  os.setPriority(LOW_PRIORITY);
}

port?.on('message', async (message: ToSzzWorker) => {
  switch (message.type) {
    case 'stored':
      stored();
      return;
    case 'abort':
      abort.abort();
      stored();
      return;
    default:
  }
  try {
    const complete = await traceFixes(
      message.run,
      {
        onTotal: total => send({ type: 'total', total }),
        onTraced: fixes => send({ type: 'traced', fixes }),
      },
      abort.signal,
    );
    tell({ type: 'finished', complete });
  } catch (error) {
    tell({
      type: 'failed',
      message: error instanceof Error ? error.message : String(error),
    });
  }
});

export { traceFixes };
export type { SzzLink, SzzRun, SzzSink, SzzSkip, TracedFix } from './SzzRun';
