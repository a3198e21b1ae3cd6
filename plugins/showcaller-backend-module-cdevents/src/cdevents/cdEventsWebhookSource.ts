import {
  type SharedSecrets,
  verifySharedSecret,
  verifyStandardWebhook,
  type WebhookRequest,
  type WebhookSource,
  type WebhookVerification,
} from '@showcaller/backstage-plugin-showcaller-node';
import { eventBytes } from './eventBytes';
import { mapCdEvents } from './mapCdEvents';
import { readEnvelope } from './readEnvelope';

const KEY = 'showcaller.cdevents';

/** @public */
export interface CdEventsWebhookSourceOptions {
  secrets: SharedSecrets & {
    /** Secrets of the Standard Webhooks signature. */
    signing: string[];
  };
  /** How far a signed timestamp may be away from now, in seconds. */
  toleranceSeconds?: number;
  /** Salt of the hashes that stand for people; without one, they stay unknown. */
  identitySalt?: string;
  now?: () => Date;
}

/**
 * CDEvents of any tool and any version from 0.1.0 on, as CloudEvents (structured, batched, binary), as plain JSON, or in
 * the header `Ce-Data`.
 *
 * @public
 */
export function createCdEventsWebhookSource(
  options: CdEventsWebhookSourceOptions,
): WebhookSource {
  const { secrets, identitySalt } = options;
  const count =
    secrets.tokens.length + secrets.basic.length + secrets.signing.length;
  return {
    id: 'cdevents',
    contentTypes: [
      'application/json',
      'application/cloudevents+json',
      'application/cloudevents-batch+json',
      // A request with the event in a header has no body, and says no type.
      '',
    ],
    configured: count > 0,
    secretHeaders: ['x-showcaller-token', 'webhook-signature', 'ce-data'],
    // Spinnaker's own address is webhooks/cdevents/<source>.
    subPaths: true,
    mapperVersion: '3',
    verify: request => verify(request, options),
    envelope: readEnvelope,
    content: eventBytes,
    map: webhook => mapCdEvents(webhook, identitySalt),
  };
}

function verify(
  request: WebhookRequest,
  options: CdEventsWebhookSourceOptions,
): WebhookVerification {
  const { secrets, toleranceSeconds, now = () => new Date() } = options;
  const signed = Boolean(request.headers['webhook-signature']);
  if (signed && secrets.signing.length > 0) {
    return request.headers['ce-data'] === undefined
      ? verifyStandardWebhook(request, {
          key: `${KEY}.signingSecrets`,
          secrets: secrets.signing,
          now: now(),
          toleranceSeconds,
        })
      : {
          ok: false,
          status: 403,
          reason:
            'The signature covers the body, and the event is in the header Ce-Data: send it in the body, or use a token.',
        };
  }
  if (
    secrets.signing.length > 0 &&
    secrets.tokens.length + secrets.basic.length === 0
  ) {
    return {
      ok: false,
      status: 401,
      reason: `The header webhook-signature is missing; only signed events are taken (${KEY}.signingSecrets).`,
    };
  }
  return verifySharedSecret(request, {
    sender: 'CDEvents',
    key: KEY,
    secrets,
  });
}
