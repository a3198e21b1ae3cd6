import type { Knex } from 'knex';
import { isSqlite } from '../database/openDatabase';

/**
 * Lets one transaction at a time change what belongs to these repositories, over all replicas; ends with the
 * transaction. Without it two replicas could fold the same subject from different halves of its events.
 * Taken in sorted order, so that two transactions never wait for each other. SQLite has one writer anyway.
 */
export async function lockRepositories(
  repositories: Iterable<string>,
  tx: Knex.Transaction,
): Promise<void> {
  if (isSqlite(tx)) {
    return;
  }
  await tx.raw(
    'select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(?::text[]) as name',
    [
      [...new Set(repositories)]
        .sort()
        .map(repository => `showcaller.delivery ${repository}`),
    ],
  );
}
