import { setTimeout as wait } from 'node:timers/promises';

const EVERY_MS = 100;

/** Asks until the answer is the wanted one; throws an Error with the last answer when that takes too long. */
export async function until<T>(options: {
  ask: () => Promise<T>;
  wanted: (answer: T) => boolean;
  withinMs: number;
}): Promise<T> {
  const { ask, wanted, withinMs } = options;
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) {
      return answer;
    }
    if (performance.now() > end) {
      throw new Error(
        `Not so after ${withinMs / 1000} s: ${JSON.stringify(answer)}`,
      );
    }
    await wait(EVERY_MS);
  }
}
