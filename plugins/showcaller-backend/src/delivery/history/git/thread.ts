/**
 * Worker thread that starts git for the backend's own thread: starting a process blocks the thread that does it for
 * milliseconds, more on a busy machine.
 *
 * @packageDocumentation
 */

import { parentPort } from 'node:worker_threads';
import type { FromGitThread, ToGitThread } from './GitThread';
import { compareDependencies } from '../dependencies/compareDependencies';
import { GitError, runGitHere } from './runGitHere';

const port = parentPort;
const running = new Map<number, AbortController>();

async function work(
  message: Exclude<ToGitThread, { type: 'abort' }>,
  signal: AbortSignal,
): Promise<FromGitThread> {
  const { id } = message;
  return message.type === 'run'
    ? { id, output: await runGitHere({ ...message.command, signal }) }
    : { id, comparison: await compareDependencies(message.question, signal) };
}

async function answer(message: Exclude<ToGitThread, { type: 'abort' }>) {
  const { id } = message;
  const controller = new AbortController();
  running.set(id, controller);
  try {
    port?.postMessage(await work(message, controller.signal));
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
