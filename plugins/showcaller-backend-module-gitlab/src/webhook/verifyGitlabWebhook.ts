import {
  verifySharedSecret,
  verifyStandardWebhook,
  type WebhookRequest,
  type WebhookVerification,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  hasSecrets,
  type GitlabWebhookSecrets,
} from './readGitlabWebhookConfig';

const KEY = 'showcaller.gitlab';
const HEX_HMAC = /^[0-9a-f]{64}$/i;

/**
 * Checks who sent a webhook. A signature comes before everything: a request that carries one must pass by it, and where
 * signing secrets are configured a token is not enough unless the configuration says so. External status checks have
 * neither; they carry an HMAC of their own kind. Fails closed: without a secret nothing passes.
 */
export function verifyGitlabWebhook(
  request: WebhookRequest,
  options: { secrets: GitlabWebhookSecrets; now: Date },
): WebhookVerification {
  const { secrets, now } = options;
  const { headers } = request;
  const { tokens, signingSecrets, acceptTokens } = secrets;
  if (!hasSecrets(secrets)) {
    return {
      ok: false,
      status: 403,
      reason: `No secret is configured for gitlab webhooks (${KEY}.webhookSigningSecrets or .webhookTokens), so nothing can be trusted.`,
    };
  }
  if (isStatusCheck(headers)) {
    return verifyStatusCheck(request, secrets.statusCheckSecrets);
  }
  const signed = headers['webhook-signature'] !== undefined;
  if (signingSecrets.length > 0 && (signed || !acceptTokens)) {
    return verifyStandardWebhook(request, {
      key: `${KEY}.webhookSigningSecrets`,
      secrets: signingSecrets,
      now,
    });
  }
  return verifyToken(headers['x-gitlab-token'], tokens);
}

/** GitLab sends status checks without any header that names the event. */
export function isStatusCheck(headers: Record<string, string>): boolean {
  return (
    headers['x-gitlab-event'] === undefined &&
    headers['webhook-signature'] === undefined &&
    headers['x-gitlab-signature'] !== undefined
  );
}

function verifyToken(
  token: string | undefined,
  tokens: string[],
): WebhookVerification {
  if (tokens.length > 0 && !token?.trim()) {
    return {
      ok: false,
      status: 401,
      reason:
        'The header X-Gitlab-Token is missing: set a secret token, or better a signing token, at the webhook in GitLab.',
    };
  }
  return verifySharedSecret(
    { headers: { 'x-showcaller-token': token ?? '' } },
    { sender: 'GitLab', key: KEY, secrets: { tokens, basic: [] } },
  );
}

function verifyStatusCheck(
  { headers, body }: WebhookRequest,
  secrets: string[],
): WebhookVerification {
  if (secrets.length === 0) {
    return {
      ok: false,
      status: 403,
      reason: `No secret is configured for external status checks (${KEY}.statusCheckSecrets), so none can be trusted.`,
    };
  }
  const given = headers['x-gitlab-signature'].trim();
  if (!HEX_HMAC.test(given)) {
    return {
      ok: false,
      status: 401,
      reason: 'The header X-Gitlab-Signature must be 64 hexadecimal digits.',
    };
  }
  const signature = Buffer.from(given, 'hex');
  let match = -1;
  for (const [index, secret] of secrets.entries()) {
    const expected = createHmac('sha256', secret).update(body).digest();
    if (timingSafeEqual(expected, signature) && match < 0) {
      match = index;
    }
  }
  return match < 0
    ? {
        ok: false,
        status: 403,
        reason: `The signature does not match the body under any secret of ${KEY}.statusCheckSecrets: another one is set at the status check in GitLab, or the body was altered on its way.`,
      }
    : { ok: true, verifiedBy: `status check secret ${match + 1}` };
}
