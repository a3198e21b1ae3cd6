import type { Knex } from 'knex';
import { isSqlite, migrationsDirectory } from '../../database/openDatabase';

/** The tables of the audit log alone, on a database as the backend opens it. */
export async function createAuditTables(knex: Knex): Promise<void> {
  if (isSqlite(knex)) {
    await knex.raw('PRAGMA journal_mode = WAL');
    await knex.raw('PRAGMA synchronous = NORMAL');
  }
  await knex.migrate.up({
    directory: migrationsDirectory,
    name: '20261126_010000_audit.js',
  } as Knex.MigratorConfig);
}
