import type {
  WebhookRequest,
  WebhookVerification,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createHmac, timingSafeEqual } from 'node:crypto';

const HEADER = 'x-hub-signature-256';
const FORM = /^sha256=([0-9a-f]{64})$/i;

/**
 * Checks `X-Hub-Signature-256`, the HMAC-SHA256 of the raw body under a shared secret, in constant time against every
 * secret. Fails closed: without a secret nothing passes.
 */
export function verifyGithubSignature(
  request: WebhookRequest,
  secrets: string[],
): WebhookVerification {
  if (secrets.length === 0) {
    return {
      ok: false,
      status: 403,
      reason:
        'No secret is configured for github webhooks (showcaller.github.webhookSecrets), so nothing can be trusted.',
    };
  }
  const header = request.headers[HEADER];
  if (!header) {
    return {
      ok: false,
      status: 401,
      reason:
        'The header X-Hub-Signature-256 is missing: set a secret at the webhook in GitHub.',
    };
  }
  const given = FORM.exec(header)?.[1];
  if (!given) {
    return {
      ok: false,
      status: 401,
      reason:
        'The header X-Hub-Signature-256 must be "sha256=" and 64 hexadecimal digits.',
    };
  }
  const signature = Buffer.from(given, 'hex');
  let match = -1;
  for (const [index, secret] of secrets.entries()) {
    const expected = createHmac('sha256', secret).update(request.body).digest();
    if (timingSafeEqual(expected, signature) && match < 0) {
      match = index;
    }
  }
  return match < 0
    ? {
        ok: false,
        status: 403,
        reason:
          'The signature does not match the body: another secret is set at the webhook in GitHub, or the body was altered on its way.',
      }
    : { ok: true, verifiedBy: `hmac-sha256 secret ${match + 1}` };
}
