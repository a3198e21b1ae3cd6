import { createGithubWebhookSource } from '@showcaller/backstage-plugin-showcaller-backend-module-github';
import type {
  WebhookRequest,
  WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createHmac } from 'node:crypto';

const SECRET = 'benchmark-secret';

/** A system whose webhooks can be sent: the real module that takes them, and how the system itself would send one. */
export interface Sender {
  source: WebhookSource;
  /** The request for one file; `event` is the first part of its name. */
  request(file: {
    event: string;
    deliveryId: string;
    body: Buffer;
  }): WebhookRequest;
}

/** By the name of the folder that holds the payloads. */
export const senders = new Map<string, Sender>([
  [
    'github',
    {
      source: createGithubWebhookSource({
        secrets: [SECRET],
        identitySalt: 'benchmark',
      }),
      request: ({ event, deliveryId, body }) => ({
        headers: {
          'content-type': 'application/json',
          'user-agent': 'GitHub-Hookshot/benchmark',
          'x-github-delivery': deliveryId,
          'x-github-event': event,
          'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET)
            .update(body)
            .digest('hex')}`,
        },
        body,
      }),
    },
  ],
]);
