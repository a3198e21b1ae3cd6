import { createHmac } from 'node:crypto';

export const SECRETS = ['the new secret', 'the old secret'];

/** Headers with which GitHub would send a body. */
export function signed(
  body: string | Buffer,
  options: {
    event?: string;
    delivery?: string;
    secret?: string;
    type?: string;
  } = {},
): Record<string, string> {
  const {
    event = 'ping',
    delivery = 'delivery-1',
    secret = SECRETS[0],
    type = 'application/json',
  } = options;
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return {
    'content-type': type,
    'x-github-event': event,
    'x-github-delivery': delivery,
    'x-hub-signature-256': `sha256=${signature}`,
  };
}
