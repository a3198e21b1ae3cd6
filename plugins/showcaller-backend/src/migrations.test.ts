import { TestDatabases } from '@backstage/backend-test-utils';
import { readdir } from 'node:fs/promises';
import { migrationsDirectory } from './database/openDatabase';

jest.setTimeout(60_000);

describe('migrations', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  it.each(databases.eachSupportedId())(
    'go up and down one by one, and up again, on %s',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const directory = migrationsDirectory;
      const files = (await readdir(directory)).filter(file =>
        file.endsWith('.js'),
      );
      const tables = async () => {
        const rows = await knex(
          databaseId === 'SQLITE_3' ? 'sqlite_master' : 'pg_tables',
        ).where(
          databaseId === 'SQLITE_3'
            ? { type: 'table' }
            : { schemaname: 'public' },
        );
        return rows
          .map(row => row.name ?? row.tablename)
          .filter(name => !/^(knex_|sqlite_)/.test(name))
          .sort();
      };

      const before: string[][] = [];
      for (const _ of files) {
        before.push(await tables());
        await knex.migrate.up({ directory });
      }
      const complete = await tables();
      for (const expected of before.reverse()) {
        await knex.migrate.down({ directory });
        await expect(tables()).resolves.toEqual(expected);
      }
      await knex.migrate.latest({ directory });
      await expect(tables()).resolves.toEqual(complete);
    },
  );
});
