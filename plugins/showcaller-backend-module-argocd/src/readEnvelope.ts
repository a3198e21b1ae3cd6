import {
  Payload,
  type WebhookEnvelope,
  type WebhookRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createHash } from 'node:crypto';

/**
 * Argo CD has no ids of deliveries: application, revision, trigger and the end of the operation tell notifications apart,
 * however often they are sent. A body that cannot be read is told apart by its bytes; it is stored, too.
 */
export function readEnvelope({ body }: WebhookRequest): WebhookEnvelope {
  const payload = read(body);
  const app = payload?.child('app');
  const eventType = payload?.text('event')?.slice(0, 128);
  if (!payload || !app || !eventType) {
    return { deliveryId: sha256(body), eventType: eventType ?? 'unreadable' };
  }
  const operation = payload.child('operation');
  return {
    eventType,
    deliveryId: sha256(
      JSON.stringify([
        app.text('namespace'),
        app.text('name'),
        payload.child('destination')?.text('server'),
        payload.child('sync')?.text('revision'),
        eventType,
        operation?.text('finishedAt') ?? operation?.text('startedAt'),
      ]),
    ),
  };
}

function read(body: Buffer): Payload | undefined {
  try {
    return Payload.parse(body);
  } catch {
    return undefined;
  }
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
