import path from 'node:path';
import type { JsonObject } from '@backstage/types';
import createKnex from 'knex';

/** The variable of Backstage's own `TestDatabases`. */
export const POSTGRES = 'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

/** Where a backend keeps its tables; those that it is started on later find what earlier ones left. */
export interface BenchDatabase {
  name: 'sqlite' | 'postgres';
  /** `backend.database` of the configuration. */
  config: JsonObject;
  drop(): Promise<void>;
}

/** Files in a folder, which is removed by whoever made it. */
export function sqliteDatabase(folder: string): BenchDatabase {
  return {
    name: 'sqlite',
    config: {
      client: 'better-sqlite3',
      connection: { directory: path.join(folder, 'databases') },
    },
    drop: async () => undefined,
  };
}

/** Databases of their own on the server that the environment names; undefined when it names none. */
export function postgresDatabase(purpose: string): BenchDatabase | undefined {
  const connection = process.env[POSTGRES];
  if (!connection) {
    return undefined;
  }
  const prefix = `showcaller_${purpose}_${process.pid}_`;
  return {
    name: 'postgres',
    // As text: Backstage puts the name of each plugin's database into it, which it cannot in `connectionString`.
    config: { client: 'pg', connection, prefix },
    drop: async () => {
      const knex = createKnex({ client: 'pg', connection });
      try {
        const databases: string[] = await knex('pg_database')
          .whereRaw('starts_with(datname, ?)', [prefix])
          .pluck('datname');
        for (const name of databases) {
          await knex.raw('DROP DATABASE ?? WITH (FORCE)', [name]);
        }
      } finally {
        await knex.destroy();
      }
    },
  };
}
