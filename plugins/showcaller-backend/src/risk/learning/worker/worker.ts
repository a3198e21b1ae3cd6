/**
 * Worker thread of the learning room: takes rows in page by page, then trains, evaluates or measures drift, so that the
 * backend's own thread does none of it. One task per thread.
 *
 * @packageDocumentation
 */

import { parentPort } from 'node:worker_threads';
import { RowCollector } from '../rows/RowCollector';
import type { StepProgress } from '../training/StepMeter';
import type { FromRiskWorker, RowSet, ToRiskWorker } from './messages';
import { runTask, transferablesOf } from './runTask';

/** Pages are shown more seldom than a learner does rounds. */
const TELL_EVERY_MS = 200;

const port = parentPort;
const collectors: Record<RowSet, RowCollector> = {
  labelled: RowCollector.create(),
  recent: RowCollector.create(),
};
let told = { stage: '', at: 0 };

function send(message: FromRiskWorker, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

function tell(progress: StepProgress): void {
  const now = Date.now();
  if (progress.stage !== told.stage || now - told.at >= TELL_EVERY_MS) {
    told = { stage: progress.stage, at: now };
    send({ type: 'progress', progress });
  }
}

function fail(error: unknown): void {
  const { name, message } =
    error instanceof Error ? error : new Error(String(error));
  send({ type: 'failed', name, message });
}

port?.on('message', (message: ToRiskWorker) => {
  try {
    if (message.type === 'rows') {
      collectors[message.set].add(message.page);
      send({ type: 'taken' });
      return;
    }
    const cancelled = new Int32Array(message.cancelled);
    const result = runTask(message.task, {
      labelled: collectors.labelled.collect(),
      recent: collectors.recent.collect(),
      report: tell,
      isCancelled: () => Atomics.load(cancelled, 0) !== 0,
    });
    send({ type: 'finished', result }, transferablesOf(result));
  } catch (error) {
    fail(error);
  }
});
