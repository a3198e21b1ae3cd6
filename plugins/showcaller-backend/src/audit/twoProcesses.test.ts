/** Two real processes on one PostgreSQL: what a portal with two replicas is. */
import { TestDatabases } from '@backstage/backend-test-utils';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createAuditTables } from './__testUtils__/createAuditTables';
import { DatabaseCheckpointStore } from './checkpoints/DatabaseCheckpointStore';
import { LogVerifier } from './verification/LogVerifier';

jest.setTimeout(120_000);

const EACH = 150;
const WRITER = path.join(__dirname, '__testUtils__', 'writerProcess.ts');

const databases = TestDatabases.create({ ids: ['POSTGRES_15'] });

(databases.supports('POSTGRES_15') ? describe : describe.skip)(
  'two replicas',
  () => {
    it('keep one order without gaps while two processes append at once, some of whose transactions are undone', async () => {
      const knex = await databases.init('POSTGRES_15');
      await createAuditTables(knex);
      await knex.schema.createTable('business', table => {
        table.text('id').primary();
      });
      const writers = ['one', 'two'].map(name =>
        fork(WRITER, [name, String(EACH)], {
          execArgv: [
            '--no-warnings',
            '--require',
            require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          ],
          env: {
            ...process.env,
            CONNECTION: JSON.stringify(knex.client.config.connection),
          },
        }),
      );
      await Promise.all(
        writers.map(async writer => {
          await once(writer, 'message');
        }),
      );
      for (const writer of writers) {
        writer.send('go');
      }
      const codes = await Promise.all(
        writers.map(async writer => (await once(writer, 'exit'))[0]),
      );
      expect(codes).toEqual([0, 0]);

      const rows = await knex('audit_entry').orderBy('seq');
      expect(rows.map(({ seq }) => Number(seq))).toEqual(
        Array.from({ length: 2 * EACH }, (_, index) => index + 1),
      );
      const business = await knex('business').orderBy('id').pluck('id');
      expect(rows.map(({ subject }) => subject).sort()).toEqual(business);
      const actors = rows.map(({ actor }) => actor);
      const turns = actors.filter(
        (actor, i) => i > 0 && actor !== actors[i - 1],
      );
      expect(turns.length).toBeGreaterThan(10);
      const check = await LogVerifier.create({
        knex,
        store: DatabaseCheckpointStore.create({ knex }),
      }).verify();
      expect(check).toEqual({
        entries: 2 * EACH,
        checkpoints: 0,
        fault: undefined,
      });
    });
  },
);
