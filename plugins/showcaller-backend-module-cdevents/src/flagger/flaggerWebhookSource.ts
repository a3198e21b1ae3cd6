import {
  type SharedSecrets,
  verifySharedSecret,
  type WebhookRequest,
  type WebhookSource,
  type WebhookVerification,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createHash } from 'node:crypto';
import { bodyToken, withoutBodyToken } from './bodyToken';
import { mapFlagger } from './mapFlagger';

/** Flagger's bodies have a few hundred bytes. */
const BODY_LIMIT = 64 * 1024;

/** @public */
export interface FlaggerWebhookSourceOptions {
  secrets: SharedSecrets;
}

/**
 * Flagger's webhooks, of which the hook `event` tells the most. Flagger sends no header of ours: user name and password
 * stand in the address of the webhook, or a token in its metadata, which is taken out before anything is stored. Argo
 * Rollouts sends the same form through a template of its notifications.
 *
 * @public
 */
export function createFlaggerWebhookSource(
  options: FlaggerWebhookSourceOptions,
): WebhookSource {
  const { secrets } = options;
  return {
    id: 'flagger',
    bodyLimit: BODY_LIMIT,
    contentTypes: ['application/json', ''],
    configured: secrets.tokens.length + secrets.basic.length > 0,
    secretHeaders: ['x-showcaller-token'],
    // The type of the hook, which Flagger does not say: webhooks/flagger/confirm-promotion.
    subPaths: true,
    mapperVersion: '1',
    verify: request => verify(request, secrets),
    content: ({ body }) => withoutBodyToken(body),
    envelope: readEnvelope,
    map: mapFlagger,
  };
}

function verify(
  request: WebhookRequest,
  secrets: SharedSecrets,
): WebhookVerification {
  const { headers, body } = request;
  const token =
    headers.authorization || headers['x-showcaller-token']
      ? undefined
      : bodyToken(body);
  return verifySharedSecret(
    token === undefined
      ? request
      : { headers: { 'x-showcaller-token': token } },
    { sender: 'Flagger', key: 'showcaller.flagger', secrets },
  );
}

/** A hook is called again and again with the same body until it agrees: that is one event, and the time makes others. */
function readEnvelope(request: WebhookRequest) {
  const hook = /^[a-z-]{1,40}$/.exec(request.subPath ?? '')?.[0] ?? 'event';
  return {
    eventType: hook,
    deliveryId: createHash('sha256')
      .update(`${hook} `)
      .update(withoutBodyToken(request.body))
      .digest('hex'),
  };
}
