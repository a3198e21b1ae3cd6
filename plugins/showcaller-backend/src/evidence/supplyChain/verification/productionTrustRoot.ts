import { readFileSync } from 'node:fs';

const INSTANCE = 'https://tuf-repo-cdn.sigstore.dev';

/**
 * Text of the trust root of the public instance, as it ships with the installed library: nothing is fetched, so it is
 * as new as the library.
 *
 * @public
 */
export function productionTrustRoot(): string {
  const seeds = JSON.parse(
    readFileSync(require.resolve('@sigstore/tuf/seeds.json'), 'utf8'),
  ) as Record<string, { targets: Record<string, string> }>;
  return Buffer.from(
    seeds[INSTANCE].targets['trusted_root.json'],
    'base64',
  ).toString('utf8');
}
