import type { Delivery } from '../webhooks/types';
import { signature } from './signature';

/** A delivery as GitHub would put it on the wire: the exact bytes, and headers with a signature over them. */
export function webhookRequest(
  delivery: Delivery,
  secret: string,
): { headers: Record<string, string>; body: Buffer } {
  const body = Buffer.from(JSON.stringify(delivery.payload()));
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/showcaller-demo',
      'x-github-event': delivery.event,
      'x-github-delivery': delivery.id,
      'x-github-hook-id': '480218',
      'x-github-hook-installation-target-type': 'organization',
      'x-hub-signature-256': signature(body, secret),
    },
  };
}
