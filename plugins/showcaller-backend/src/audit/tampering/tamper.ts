import type { LogCheck } from '../verification/types';
import { LogOnTrial, someEntry } from './LogOnTrial';
import { isAboutGuards, type Mutation, mutations } from './mutations';

/**
 * A mutation that was not found, or for which another entry was named.
 *
 * @public
 */
export interface Miss {
  mutation: string;
  run: number;
  expected?: number;
  found?: LogCheck['fault'];
}

const CHECKPOINTS = [64, 128, 200, 280];
const ENTRIES = 300;

/**
 * Fills an empty log: four checkpoints, and twenty entries after the last one.
 *
 * @public
 */
export async function fill(trial: LogOnTrial): Promise<void> {
  const entries = Array.from({ length: ENTRIES }, (_, i) => someEntry(i + 1));
  let done = 0;
  for (const size of [...CHECKPOINTS, ENTRIES]) {
    await trial.append(entries.slice(done, size));
    done = size;
    await (CHECKPOINTS.includes(size) ? trial.publish() : trial.advance());
  }
}

/**
 * Tampers with a filled log in `runs` seeded ways, one after another, each undone before the next.
 *
 * @public
 */
export async function tamper(options: {
  trial: LogOnTrial;
  runs: number;
  seed: number;
}): Promise<{ found: number; n: number; misses: Miss[] }> {
  const { trial, runs, seed } = options;
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const misses: Miss[] = [];
  let found = 0;
  for (let run = 0; run < runs; run++) {
    const mutation = mutations[run % mutations.length];
    const { check, expected } = await tryOne(trial, mutation, below);
    const named = expected === undefined || check.fault?.seq === expected;
    found += check.fault ? 1 : 0;
    if (!check.fault || !named) {
      misses.push({
        mutation: mutation.name,
        run,
        expected,
        found: check.fault,
      });
    }
  }
  return { found, n: runs, misses };
}

async function tryOne(
  trial: LogOnTrial,
  mutation: Mutation,
  below: (limit: number) => number,
): Promise<{ check: LogCheck; expected?: number }> {
  const undo: Array<() => Promise<void>> = [];
  let expected: number | undefined;
  try {
    const check = await trial.tryOut(
      async tx => {
        expected = await mutation.apply({
          tx,
          below,
          entries: ENTRIES,
          covered: CHECKPOINTS[CHECKPOINTS.length - 1],
          folder: trial.folder,
          undo: step => undo.push(step),
        });
      },
      { keepGuards: isAboutGuards(mutation) },
    );
    return { check, expected };
  } finally {
    for (const step of undo) {
      await step();
    }
  }
}

/** Mulberry32: small, and the same everywhere. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
