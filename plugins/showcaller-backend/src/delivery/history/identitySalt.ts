import type { Config } from '@backstage/config';
import type { Knex } from 'knex';
import { createHash, randomBytes } from 'node:crypto';

const TABLE = 'identity_salt';

/**
 * The key of author hashes: `showcaller.identitySalt`, or a random one that is made once and kept in the database.
 * With it the same person has the same hash in every repository; without it nobody can be read back.
 */
export async function readIdentitySalt(options: {
  config: Config;
  knex: Knex;
}): Promise<string> {
  const configured = options.config.getOptionalString(
    'showcaller.identitySalt',
  );
  if (configured) {
    return configured;
  }
  await options
    .knex(TABLE)
    .insert({ id: 'author', salt: randomBytes(32).toString('hex') })
    .onConflict('id')
    .ignore();
  const row = await options.knex(TABLE).where({ id: 'author' }).first('salt');
  return row.salt;
}

/** Tells salts apart without telling them. */
export function saltId(salt: string): string {
  return createHash('sha256').update(salt).digest('hex').slice(0, 16);
}
