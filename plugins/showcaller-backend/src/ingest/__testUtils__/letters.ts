import {
  createCdEvent,
  type CdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { WebhookSource } from '@showcaller/backstage-plugin-showcaller-node';
import type { ReceivedWebhook } from '../types';

export const RECEIVED_AT = '2026-11-20T12:00:00.000Z';

/** A mapping of letters: each word of the body is the id of an event. */
export function wordEvents(
  body: Buffer,
  occurredAt = '2026-11-20T11:00:00Z',
): CdEvent[] {
  return body
    .toString()
    .split(' ')
    .map(word =>
      createCdEvent({
        id: word,
        type: 'dev.cdevents.change.created.0.4.0',
        source: 'https://example.com/shop/payments',
        timestamp: occurredAt,
        subject: { id: `shop/payments@${word}` },
        customData: {
          kind: 'change',
          repository: 'shop/payments',
          sha: word,
        },
      }),
    );
}

/** A system that sends letters: plain text, a password in a header, the delivery in another. */
export function letters(changes: Partial<WebhookSource> = {}): WebhookSource {
  return {
    id: 'letters',
    configured: true,
    contentTypes: ['text/plain'],
    bodyLimit: 1000,
    mapperVersion: '1',
    secretHeaders: ['x-event-seal'],
    verify: ({ headers }) => {
      if (!headers['x-event-seal']) {
        return { ok: false, status: 401, reason: 'no seal' };
      }
      return headers['x-event-seal'] === 'right'
        ? { ok: true, verifiedBy: 'seal' }
        : { ok: false, status: 403, reason: 'wrong seal' };
    },
    envelope: ({ headers }) => ({
      deliveryId: headers['x-delivery'],
      eventType: headers['x-event'],
    }),
    map: ({ body }) => ({ events: wordEvents(body) }),
    ...changes,
  };
}

let delivery = 0;

/** A letter as the webhook router hands it to the store. */
export function received(
  body: string | Buffer,
  changes: Partial<ReceivedWebhook> = {},
): ReceivedWebhook {
  return {
    source: 'letters',
    deliveryId: `delivery-${++delivery}`,
    eventType: 'letter',
    headers: { 'x-event': 'letter' },
    body: Buffer.from(body),
    contentType: 'text/plain',
    receivedAt: RECEIVED_AT,
    verifiedBy: 'seal',
    ...changes,
  };
}
