import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { timestamp } from '../database/timestamp';
import { SubjectEventStore } from './SubjectEventStore';

/**
 * Deletes the event logs of subjects that got nothing for `retentionDays`, chunk by chunk; their rows stay. Returns how
 * many events went.
 */
export async function deleteExpiredEvents(options: {
  knex: Knex;
  retentionDays: number;
  now: Date;
  signal?: AbortSignal;
}): Promise<number> {
  const { knex, retentionDays, now, signal } = options;
  const before = timestamp(now.getTime() - retentionDays * 86_400_000);
  const events = SubjectEventStore.create();
  let total = 0;
  let after: { receivedAt: string; eventId: string } | undefined;
  do {
    const chunk = await events.deleteChunk({ before, after, knex });
    total += chunk.deleted;
    after = chunk.next;
    await nextTurn();
  } while (after && !signal?.aborted);
  return total;
}
