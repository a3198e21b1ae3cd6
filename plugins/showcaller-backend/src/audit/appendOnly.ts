import { isSqlite } from '../database/openDatabase';
import type { Knex } from 'knex';

const TABLES = ['audit_entry', 'audit_checkpoint'];
const SQLITE = ['no_update', 'no_delete', 'no_replace'];
const POSTGRES = ['no_update', 'no_delete', 'no_truncate'];

/** Names of the triggers that should refuse changes of the log and are gone, switched off, or do something else. */
export async function missingGuards(knex: Knex): Promise<string[]> {
  const wanted = TABLES.flatMap(table =>
    (isSqlite(knex) ? SQLITE : POSTGRES).map(guard => `${table}_${guard}`),
  );
  const present = new Set(
    isSqlite(knex) ? await guardsOfSqlite(knex) : await guardsOfPostgres(knex),
  );
  return wanted.filter(name => !present.has(name));
}

/**
 * A migration that rebuilds a table on SQLite can lose its triggers, so this is looked at after migrating.
 *
 * @throws Error that names them; the backend then does not start
 */
export async function assertAppendOnly(knex: Knex): Promise<void> {
  const missing = await missingGuards(knex);
  if (missing.length > 0) {
    throw new Error(
      `The audit log is not protected: the database lacks the triggers ${missing.join(
        ', ',
      )}. Find out who dropped them, check the log with scripts/verify-audit.mjs, and create them again as in the migration 20261126_010000_audit.js; until then Showcaller does not start.`,
    );
  }
}

async function guardsOfSqlite(knex: Knex): Promise<string[]> {
  const rows: Array<{ name: string; sql: string }> = await knex('sqlite_master')
    .where({ type: 'trigger' })
    .whereIn('tbl_name', TABLES)
    .select('name', 'sql');
  return rows
    .filter(({ sql }) => sql.includes('RAISE(ABORT'))
    .map(({ name }) => name);
}

async function guardsOfPostgres(knex: Knex): Promise<string[]> {
  const { rows } = await knex.raw(
    `SELECT t.tgname AS name
     FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
     WHERE t.tgrelid IN (${TABLES.map(() => '?::regclass').join(', ')})
       AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
       AND p.prosrc LIKE '%RAISE EXCEPTION%'`,
    TABLES,
  );
  return rows.map(({ name }: { name: string }) => name);
}
