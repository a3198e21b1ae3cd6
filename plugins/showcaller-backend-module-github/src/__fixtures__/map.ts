import {
  validateCdEvent,
  type CdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { WebhookRequest } from '@showcaller/backstage-plugin-showcaller-node';
import { createHmac } from 'node:crypto';
import { createGithubWebhookSource } from '../githubWebhookSource';

export const SECRET = 'the new secret';
export const OLD_SECRET = 'the old secret';
export const RECEIVED_AT = '2026-11-20T12:00:00.000Z';

export const source = createGithubWebhookSource({
  secrets: [SECRET, OLD_SECRET],
  identitySalt: 'salt',
});

/** The repository of the payloads below, as GitHub writes one. */
export const repository = {
  id: 1,
  name: 'Payments',
  full_name: 'Shop/Payments',
  html_url: 'https://github.com/Shop/Payments',
  default_branch: 'main',
  owner: { login: 'Shop' },
  pushed_at: 1_763_000_000,
};

/** What the mapper makes of a payload; fails the test when it has no mapper. */
export function map(
  eventType: string,
  payload: object | string | Buffer,
  options: { contentType?: string; receivedAt?: string } = {},
): CdEvent[] {
  const { contentType = 'application/json', receivedAt = RECEIVED_AT } =
    options;
  const body =
    typeof payload === 'string' || Buffer.isBuffer(payload)
      ? Buffer.from(payload)
      : Buffer.from(JSON.stringify(payload));
  const result = source.map({
    eventType,
    headers: { 'content-type': contentType },
    body,
    receivedAt,
  });
  if ('unmapped' in result) {
    throw new Error(result.unmapped);
  }
  return result.events;
}

/** A request as GitHub signs it. */
export function signed(
  body: string | Buffer,
  options: { secret?: string; eventType?: string } = {},
): WebhookRequest {
  const { secret = SECRET, eventType = 'push' } = options;
  return {
    headers: {
      'content-type': 'application/json',
      'x-github-event': eventType,
      'x-github-delivery': 'delivery-1',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret)
        .update(body)
        .digest('hex')}`,
    },
    body: Buffer.from(body),
  };
}

/**
 * Type (without prefix and version; ours keep `showcaller-`), subject and time of each event of a payload, all of
 * which must be valid. The repository of the payload is {@link repository} unless it has its own.
 */
export function said(eventType: string, payload: object) {
  return map(eventType, { repository, ...payload }).map(event => {
    expect([event, validateCdEvent(event)]).toEqual([event, { valid: true }]);
    const { type, timestamp } = event.context;
    return [
      type.replace(/^dev\.cdeventsx?\.(.*)\.\d+\.\d+\.\d+$/, '$1'),
      event.subject.id,
      timestamp,
    ];
  });
}
