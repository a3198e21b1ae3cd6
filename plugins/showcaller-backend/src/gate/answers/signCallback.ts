import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/**
 * Headers by which the receiver knows that a call is ours and is new, as in the Standard Webhooks specification: HMAC-SHA256
 * over `<id>.<seconds>.<body>`. A secret with the prefix `whsec_` is base64, any other is taken as text.
 */
export function signCallback(options: {
  secret: string;
  id: string;
  at: Date;
  body: string;
}): Record<string, string> {
  const { secret, id, at, body } = options;
  const seconds = Math.floor(at.getTime() / 1000);
  const key = secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), 'base64')
    : Buffer.from(secret);
  const signature = createHmac('sha256', key)
    .update(`${id}.${seconds}.${body}`)
    .digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  };
}
