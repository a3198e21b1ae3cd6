import type {
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DatabaseEvidenceStore } from './DatabaseEvidenceStore';

const CHUNK = 200;
const KEYS = {
  bodies: { key: 'showcaller.evidence.bodyRetention', absent: { days: 90 } },
  results: { key: 'showcaller.evidence.retention', absent: { days: 400 } },
};

function readRetention(
  config: RootConfigService,
  { key, absent }: { key: string; absent: HumanDuration },
): number {
  return durationToMilliseconds(
    config.has(key) ? readDurationFromConfig(config, { key }) : absent,
  );
}

async function inChunks(
  work: () => Promise<number>,
  signal: AbortSignal | undefined,
): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await work();
    total += count;
    if (count < CHUNK || signal?.aborted) {
      return total;
    }
    await nextTurn();
  }
}

/** Erases old bodies, then deletes old documents with what they said, in small portions. */
export async function applyRetention(options: {
  store: DatabaseEvidenceStore;
  config: RootConfigService;
  now: Date;
  signal?: AbortSignal;
}): Promise<{ erased: number; deleted: number }> {
  const { store, config, now, signal } = options;
  const before = (kind: keyof typeof KEYS) =>
    new Date(now.getTime() - readRetention(config, KEYS[kind]));
  const erased = await inChunks(
    () => store.eraseBodies(before('bodies'), CHUNK),
    signal,
  );
  const deleted = await inChunks(
    () => store.deleteExpired(before('results'), CHUNK),
    signal,
  );
  await store.deleteUnseenTests(before('results'));
  return { erased, deleted };
}

/** Runs {@link applyRetention} once a day on one of the replicas. */
export async function scheduleRetention(options: {
  store: DatabaseEvidenceStore;
  config: RootConfigService;
  scheduler: SchedulerService;
  logger: LoggerService;
  /** Forgets what is kept besides documents. */
  alsoClean?: () => Promise<void>;
}): Promise<void> {
  const { store, config, scheduler, logger, alsoClean } = options;
  // A duration that cannot be read is refused at the start, not in the night.
  readRetention(config, KEYS.bodies);
  readRetention(config, KEYS.results);
  await scheduler.scheduleTask({
    id: 'showcaller-evidence-retention',
    frequency: { hours: 24 },
    timeout: { hours: 1 },
    initialDelay: { minutes: 15 },
    scope: 'global',
    fn: async signal => {
      const { erased, deleted } = await applyRetention({
        store,
        config,
        now: new Date(),
        signal,
      });
      await alsoClean?.();
      if (erased + deleted > 0) {
        logger.info(
          `Evidence: erased the bodies of ${erased} documents, deleted ${deleted} with what they said`,
        );
      }
    },
  });
}
