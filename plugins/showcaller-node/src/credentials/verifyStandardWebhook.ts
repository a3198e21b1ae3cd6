import { createHmac, timingSafeEqual } from 'node:crypto';
import type { WebhookRequest, WebhookVerification } from '../webhooks';

const PREFIX = 'whsec_';
const DEFAULT_TOLERANCE_SECONDS = 300;

/**
 * Checks a signature of the Standard Webhooks specification: `webhook-signature` holds, separated by spaces, `v1,` and
 * the base64 HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. A secret is `whsec_` and base64, or any text. A
 * timestamp (seconds since 1970) that is too far from now is refused, so that what was once heard cannot be sent again
 * later; within the window the id tells a repetition.
 *
 * @public
 */
export function verifyStandardWebhook(
  request: WebhookRequest,
  options: {
    /** For messages: `showcaller.cdevents.signingSecrets`. */
    key: string;
    secrets: string[];
    now: Date;
    /** 300 when absent. */
    toleranceSeconds?: number;
  },
): WebhookVerification {
  const { key, secrets, now } = options;
  const tolerance = options.toleranceSeconds ?? DEFAULT_TOLERANCE_SECONDS;
  const id = request.headers['webhook-id'];
  const timestamp = request.headers['webhook-timestamp'];
  const header = request.headers['webhook-signature'];
  if (!id || !timestamp || !header) {
    return unusable(
      'Of webhook-id, webhook-timestamp and webhook-signature one is missing.',
    );
  }
  if (!/^\d{1,12}$/.test(timestamp)) {
    return unusable('webhook-timestamp must be seconds since 1970.');
  }
  const signatures = header
    .split(' ')
    .filter(part => part.startsWith('v1,'))
    .map(part => Buffer.from(part.slice(3), 'base64'));
  if (signatures.length === 0) {
    return unusable('webhook-signature must be "v1," and a base64 HMAC.');
  }
  const age = now.getTime() / 1000 - Number(timestamp);
  if (Math.abs(age) > tolerance) {
    return wrong(
      `webhook-timestamp is ${Math.round(
        age,
      )} s away from this server's clock; at most ${tolerance} s are accepted. Check both clocks, or sign it anew.`,
    );
  }
  const content = Buffer.concat([
    Buffer.from(`${id}.${timestamp}.`),
    request.body,
  ]);
  let match = -1;
  for (const [index, secret] of secrets.entries()) {
    const expected = createHmac('sha256', keyOf(secret))
      .update(content)
      .digest();
    for (const signature of signatures) {
      if (
        signature.length === expected.length &&
        timingSafeEqual(signature, expected) &&
        match < 0
      ) {
        match = index;
      }
    }
  }
  return match < 0
    ? wrong(
        `The signature does not match the body under any secret of ${key}: another secret was used, or the body was altered on its way.`,
      )
    : { ok: true, verifiedBy: `standard webhooks secret ${match + 1}` };
}

function keyOf(secret: string): Buffer {
  return secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), 'base64')
    : Buffer.from(secret);
}

function unusable(reason: string): WebhookVerification {
  return { ok: false, status: 401, reason };
}

function wrong(reason: string): WebhookVerification {
  return { ok: false, status: 403, reason };
}
