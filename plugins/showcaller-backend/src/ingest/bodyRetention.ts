import {
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RawEventStore } from './types';

const CHUNK = 500;
const DEFAULT_RETENTION: HumanDuration = { days: 90 };

/** Erases the bodies of old raw events in small portions; the row and the hash of the body stay. */
export async function eraseOldBodies(options: {
  store: RawEventStore;
  retention: HumanDuration;
  now: Date;
  signal?: AbortSignal;
}): Promise<number> {
  const { store, retention, now, signal } = options;
  const before = new Date(now.getTime() - durationToMilliseconds(retention));
  let erased = 0;
  for (;;) {
    const count = await store.eraseBodies({ before, limit: CHUNK });
    erased += count;
    if (count < CHUNK || signal?.aborted) {
      return erased;
    }
    await nextTurn();
  }
}

/** Runs {@link eraseOldBodies} once an hour on one of the replicas. `showcaller.ingest.retention`, default 90 days. */
export async function scheduleBodyRetention(options: {
  store: RawEventStore;
  config: RootConfigService;
  scheduler: SchedulerService;
  logger: LoggerService;
}): Promise<void> {
  const { store, config, scheduler, logger } = options;
  const key = 'showcaller.ingest.retention';
  const retention = config.has(key)
    ? readDurationFromConfig(config, { key })
    : DEFAULT_RETENTION;
  await scheduler.scheduleTask({
    id: 'showcaller-ingest-retention',
    frequency: { hours: 1 },
    timeout: { minutes: 30 },
    initialDelay: { minutes: 2 },
    scope: 'global',
    fn: async signal => {
      const erased = await eraseOldBodies({
        store,
        retention,
        now: new Date(),
        signal,
      });
      if (erased > 0) {
        logger.info(`Erased the bodies of ${erased} old webhooks`);
      }
    },
  });
}
