import {
  verifySharedSecret,
  type SharedSecrets,
  type WebhookRequest,
  type WebhookVerification,
} from '@showcaller/backstage-plugin-showcaller-node';

const SENDER = 'Jenkins';
const KEY = 'showcaller.jenkins';

/**
 * The notification plugin knows no signature. It shows a token as the last part of the address, or the user and password
 * of an address as Basic credentials; both in constant time. Fails closed: without a secret nothing passes.
 */
export function verifyJenkinsWebhook(
  request: WebhookRequest,
  secrets: SharedSecrets,
): WebhookVerification {
  const { headers, subPath } = request;
  const token = subPath?.replace(/\/+$/, '');
  const shown =
    headers.authorization !== undefined ||
    headers['x-showcaller-token'] !== undefined;
  const any = secrets.tokens.length + secrets.basic.length > 0;
  if (any && !token && !shown) {
    return {
      ok: false,
      status: 401,
      reason:
        'There are no credentials: put a token of showcaller.jenkins.webhookTokens behind the address (…/webhooks/jenkins/<token>), or a user and password of .basicAuth before its host (https://user:password@…).',
    };
  }
  return verifySharedSecret(
    token ? { headers: { 'x-showcaller-token': token } } : request,
    { sender: SENDER, key: KEY, secrets },
  );
}
