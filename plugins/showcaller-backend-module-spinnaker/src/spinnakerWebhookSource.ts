import {
  type SharedSecrets,
  verifySharedSecret,
  type WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import { mapEchoEvent } from './mapping/mapEchoEvent';
import type { SpinnakerMapping } from './mapping/SpinnakerMapping';
import { readEnvelope } from './readEnvelope';

/** Echo sends the whole execution with every event of it; larger ones would hold up everything else while they are read. */
const BODY_LIMIT = 4 * 1024 * 1024;

/** @public */
export interface SpinnakerWebhookSourceOptions extends SpinnakerMapping {
  secrets: SharedSecrets;
}

/**
 * Events that Spinnaker's Echo sends to a REST endpoint, wrapped or not. Spinnaker's CDEvents are taken by the source
 * `cdevents`.
 *
 * @public
 */
export function createSpinnakerWebhookSource(
  options: SpinnakerWebhookSourceOptions,
): WebhookSource {
  const { secrets, ...mapping } = options;
  return {
    id: 'spinnaker',
    bodyLimit: BODY_LIMIT,
    configured: secrets.tokens.length + secrets.basic.length > 0,
    secretHeaders: ['x-showcaller-token'],
    mapperVersion: '1',
    verify: request =>
      verifySharedSecret(request, {
        sender: 'Spinnaker',
        key: 'showcaller.spinnaker',
        secrets,
      }),
    envelope: readEnvelope,
    map: webhook => mapEchoEvent(webhook, mapping),
  };
}
