import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const MOST = 2;

/** What senders may show that do not sign. Two of a kind are valid while they are rotated. @public */
export interface SharedSecrets {
  tokens: string[];
  basic: Array<{ username: string; password: string }>;
}

/**
 * Reads `<key>.webhookTokens` and `<key>.basicAuth`. Empty ones are left out: nothing may be let in by an environment
 * variable that is not set.
 *
 * @throws InputError when there are more than two of a kind: a third is one that somebody forgot to remove.
 * @public
 */
export function readSharedSecrets(
  config: RootConfigService,
  key: string,
): SharedSecrets {
  const tokens = readSecrets(config, `${key}.webhookTokens`);
  const basic = (config.getOptionalConfigArray(`${key}.basicAuth`) ?? [])
    .map(entry => ({
      username: entry.getString('username'),
      password: entry.getOptionalString('password') ?? '',
    }))
    .filter(({ password }) => password.trim() !== '');
  atMost(basic.length, `${key}.basicAuth`);
  return { tokens, basic };
}

/** A list of secrets, of which two may be valid at once. @public */
export function readSecrets(config: RootConfigService, key: string): string[] {
  const secrets = (config.getOptionalStringArray(key) ?? []).filter(
    secret => secret.trim() !== '',
  );
  atMost(secrets.length, key);
  return secrets;
}

function atMost(count: number, key: string): void {
  if (count > MOST) {
    throw new InputError(
      `${key} has ${count} entries; at most ${MOST} may be valid at once (the new one and the old one).`,
    );
  }
}
