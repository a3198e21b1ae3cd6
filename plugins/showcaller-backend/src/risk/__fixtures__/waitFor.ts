import { setTimeout as wait } from 'node:timers/promises';

const EVERY_MS = 20;

/** Polls until `check` stops throwing and gives its answer; after `timeoutMs` its last error is thrown. */
export async function waitFor<T>(
  check: () => Promise<T>,
  timeoutMs = 15_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await wait(EVERY_MS);
    }
  }
}
