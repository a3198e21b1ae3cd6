import {
  type CdEvent,
  type CdEventName,
  cdEventType,
  createCdEvent,
  validateCdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { WebhookSource } from '@showcaller/backstage-plugin-showcaller-node';

export const RECEIVED_AT = '2026-11-20T12:00:00.000Z';
export const SHA = 'a'.repeat(40);

/** An event as another tool would send it. */
export function sent(
  name: CdEventName | `dev.cdeventsx.${string}`,
  parts: { id?: string; subjectId?: string; content?: object; data?: object },
): CdEvent {
  return createCdEvent({
    id: parts.id ?? '1',
    type: name.startsWith('dev.') ? name : cdEventType(name as CdEventName),
    source: 'https://cd.example.com',
    timestamp: '2026-11-20T10:00:00Z',
    subject: {
      id: parts.subjectId ?? 'payments',
      content: { ...parts.content },
    },
    customData: parts.data,
  });
}

/** What a source makes of a body; all of it must be valid. */
export function mapped(
  source: WebhookSource,
  body: object | Buffer,
  eventType = 'event',
): CdEvent[] {
  const result = source.map({
    eventType,
    headers: {},
    body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)),
    receivedAt: RECEIVED_AT,
  });
  if ('unmapped' in result) {
    throw new Error(result.unmapped);
  }
  for (const event of result.events) {
    expect([event, validateCdEvent(event)]).toEqual([event, { valid: true }]);
  }
  return result.events;
}
