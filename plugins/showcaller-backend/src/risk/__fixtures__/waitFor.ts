import { setTimeout as wait } from 'node:timers/promises';

const EVERY_MS = 20;

/** Polls until `check` stops throwing; after `timeoutMs` its last error is thrown. */
export async function waitFor(
  check: () => Promise<void>,
  timeoutMs = 15_000,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await wait(EVERY_MS);
    }
  }
}
