/** A replica as a process of its own: appends with a business row, and undoes every fifth transaction. */
import knexFactory from 'knex';
import { once } from 'node:events';
import { DatabaseAuditLog } from '../DatabaseAuditLog';

async function main(): Promise<void> {
  const [name, count] = process.argv.slice(2);
  const knex = knexFactory({
    client: 'pg',
    connection: JSON.parse(process.env.CONNECTION ?? ''),
    pool: { min: 4, max: 4 },
  });
  const log = DatabaseAuditLog.create({ knex });
  await knex.raw('SELECT 1');
  process.send?.('ready');
  await once(process, 'message');

  const write = (subject: string, undone: boolean) =>
    knex.transaction(async tx => {
      await tx('business').insert({ id: subject });
      await log.append({ actor: name, action: 'test.written', subject }, tx);
      if (undone) {
        throw new Error('undone');
      }
    });
  const wanted = Array.from({ length: Number(count) }, (_, i) => i);
  await Promise.all(
    [0, 1, 2, 3].map(async worker => {
      for (const i of wanted.filter(each => each % 4 === worker)) {
        await write(`${name}-${i}-undone`, true).catch(() => undefined);
        await write(`${name}-${i}`, false);
      }
    }),
  );
  await knex.destroy();
  process.disconnect();
}

main().catch(() => {
  process.exitCode = 1;
  process.disconnect();
});
