import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { readSecrets } from '@showcaller/backstage-plugin-showcaller-node';

const KEY = 'showcaller.gitlab';
const PREFIX = 'whsec_';

/** How GitLab's webhooks are told from those of others. */
export interface GitlabWebhookSecrets {
  /** Compared with `X-Gitlab-Token`. */
  tokens: string[];
  /** Of signatures by the Standard Webhooks specification: `whsec_` and base64. */
  signingSecrets: string[];
  /** Of the HMAC that external status checks carry in `X-Gitlab-Signature`. */
  statusCheckSecrets: string[];
  /** Whether a token is enough though signing secrets are configured. */
  acceptTokens: boolean;
}

/** @throws InputError when there are more than two secrets of a kind, or a signing secret that cannot be decoded. */
export function readGitlabWebhookConfig(
  config: RootConfigService,
): GitlabWebhookSecrets {
  const signingSecrets = readSecrets(config, `${KEY}.webhookSigningSecrets`);
  for (const [index, secret] of signingSecrets.entries()) {
    if (
      secret.startsWith(PREFIX) &&
      Buffer.from(secret.slice(PREFIX.length), 'base64').length === 0
    ) {
      throw new InputError(
        `${KEY}.webhookSigningSecrets[${index}] has nothing after '${PREFIX}'; copy the whole signing token from GitLab`,
      );
    }
  }
  return {
    tokens: readSecrets(config, `${KEY}.webhookTokens`),
    signingSecrets,
    statusCheckSecrets: readSecrets(config, `${KEY}.statusCheckSecrets`),
    acceptTokens:
      config.getOptionalBoolean(`${KEY}.webhookAcceptTokens`) ?? false,
  };
}

/** Whether anything could pass. */
export function hasSecrets(secrets: GitlabWebhookSecrets): boolean {
  const { tokens, signingSecrets, statusCheckSecrets } = secrets;
  return tokens.length + signingSecrets.length + statusCheckSecrets.length > 0;
}
