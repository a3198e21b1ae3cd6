import type { WebhookRequest, WebhookVerification } from '../webhooks';
import { matchingSecret } from './matchingSecret';
import type { SharedSecrets } from './readSharedSecrets';

const TOKEN_HEADER = 'x-showcaller-token';

/**
 * Checks `Authorization: Bearer …`, `X-Showcaller-Token` or `Authorization: Basic …` against what is configured, in
 * constant time. Fails closed: where nothing is configured nothing passes.
 *
 * @public
 */
export function verifySharedSecret(
  request: Pick<WebhookRequest, 'headers'>,
  options: {
    /** For messages: `Argo CD`. */
    sender: string;
    /** For messages: `showcaller.argocd`. */
    key: string;
    secrets: SharedSecrets;
  },
): WebhookVerification {
  const { sender, key, secrets } = options;
  const { tokens, basic } = secrets;
  if (tokens.length + basic.length === 0) {
    return {
      ok: false,
      status: 403,
      reason: `No secret is configured for webhooks of ${sender} (${key}.webhookTokens or .basicAuth), so nothing can be trusted.`,
    };
  }
  const { authorization = '', [TOKEN_HEADER]: token = '' } = request.headers;
  const [, scheme = '', credential = ''] =
    /^(bearer|basic) +(\S+)$/i.exec(authorization.trim()) ?? [];
  const given =
    token.trim() || (scheme.toLowerCase() === 'bearer' ? credential : '');
  if (given) {
    const match = matchingSecret(given, tokens);
    return match < 0
      ? wrong(`The token is none of ${key}.webhookTokens.`)
      : { ok: true, verifiedBy: `token ${match + 1}` };
  }
  if (scheme.toLowerCase() === 'basic') {
    const match = matchingSecret(
      Buffer.from(credential, 'base64').toString(),
      basic.map(({ username, password }) => `${username}:${password}`),
    );
    return match < 0
      ? wrong(`User name and password are none of ${key}.basicAuth.`)
      : { ok: true, verifiedBy: `basic credentials ${match + 1}` };
  }
  return {
    ok: false,
    status: 401,
    reason: `There are no credentials: ${sender} has to send "Authorization: Bearer <token>", X-Showcaller-Token, or a user name and password.`,
  };
}

function wrong(reason: string): WebhookVerification {
  return { ok: false, status: 403, reason };
}
