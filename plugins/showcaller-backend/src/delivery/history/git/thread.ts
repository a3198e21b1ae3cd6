/**
 * Worker thread that starts git for the backend's own thread: starting a process blocks the thread that does it for
 * milliseconds, more on a busy machine.
 *
 * @packageDocumentation
 */

import { parentPort } from 'node:worker_threads';
import type { FromGitThread, ToGitThread } from './GitThread';
import { GitError, runGitHere } from './runGitHere';

const port = parentPort;
const running = new Map<number, AbortController>();

async function answer(message: Extract<ToGitThread, { type: 'run' }>) {
  const { id, command } = message;
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const output = await runGitHere({ ...command, signal: controller.signal });
    port?.postMessage({ id, output } satisfies FromGitThread);
  } catch (error) {
    port?.postMessage({
      id,
      error: {
        message: error instanceof Error ? error.message : String(error),
        exitCode: error instanceof GitError ? error.exitCode : undefined,
        isGitError: error instanceof GitError,
      },
    } satisfies FromGitThread);
  } finally {
    running.delete(id);
  }
}

port?.on('message', (message: ToGitThread) => {
  if (message.type === 'abort') {
    running.get(message.id)?.abort();
  } else {
    answer(message);
  }
});
