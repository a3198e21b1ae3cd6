import {
  cdEventIdentity,
  readCdEvents,
  type WebhookEnvelope,
  type WebhookRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createHash } from 'node:crypto';
import { eventBytes } from './eventBytes';

/**
 * The id of the message that was signed, otherwise that of the event: sent again, both are the same. What cannot be read
 * is told apart by its bytes; it is stored, too, and mapping says what is wrong with it.
 */
export function readEnvelope(request: WebhookRequest): WebhookEnvelope {
  const { headers } = request;
  const body = eventBytes(request);
  const told = read(body);
  const signedId = headers['webhook-signature'] && headers['webhook-id'];
  return {
    deliveryId:
      signedId ||
      told?.identity ||
      createHash('sha256').update(body).digest('hex'),
    eventType: (told?.type ?? headers['ce-type'] ?? 'unreadable').slice(0, 128),
  };
}

function read(body: Buffer): { identity?: string; type: string } | undefined {
  try {
    const [event, ...others] = readCdEvents({ body });
    return others.length > 0
      ? { type: 'batch' }
      : { identity: cdEventIdentity(event), type: event.context.type };
  } catch {
    return undefined;
  }
}
