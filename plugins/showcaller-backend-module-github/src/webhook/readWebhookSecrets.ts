import type { RootConfigService } from '@backstage/backend-plugin-api';

const KEY = 'showcaller.github.webhookSecrets';
const MOST = 2;

/**
 * The secrets of `showcaller.github.webhookSecrets`: none, one, or two while they are rotated.
 * Throws when there are more, because a third is one that somebody forgot to remove.
 */
export function readWebhookSecrets(config: RootConfigService): string[] {
  const secrets = (config.getOptionalStringArray(KEY) ?? []).filter(
    secret => secret.trim() !== '',
  );
  if (secrets.length > MOST) {
    throw new Error(
      `${KEY} has ${secrets.length} entries; at most ${MOST} may be valid at once (the new one and the old one).`,
    );
  }
  return secrets;
}
