import { createHmac } from 'node:crypto';

/** Value of `X-Hub-Signature-256` for the bytes of a body. */
export function signature(body: Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
