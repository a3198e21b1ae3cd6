import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** True for the embedded database of development, false for PostgreSQL. */
export function isSqlite(knex: Knex): boolean {
  return String(knex.client.config.client).includes('sqlite');
}

export const migrationsDirectory = resolvePackagePath(
  '@showcaller/backstage-plugin-showcaller-backend',
  'migrations',
);

/**
 * Opens the plugin's database and brings its schema up to date.
 *
 * SQLite runs in write-ahead mode: a reader never waits for a writer, and a killed process loses nothing that was
 * committed.
 */
export async function openDatabase(options: {
  database: DatabaseService;
}): Promise<Knex> {
  const { database } = options;
  const knex = await database.getClient();
  if (isSqlite(knex)) {
    await knex.raw('PRAGMA journal_mode = WAL');
    await knex.raw('PRAGMA synchronous = NORMAL');
    await knex.raw('PRAGMA busy_timeout = 5000');
  }
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: migrationsDirectory });
  }
  return knex;
}
