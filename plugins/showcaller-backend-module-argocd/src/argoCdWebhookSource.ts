import {
  type SharedSecrets,
  verifySharedSecret,
  type WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import { mapNotification } from './mapping/mapNotification';
import type { EnvironmentRule } from './mapping/environmentOf';
import { readEnvelope } from './readEnvelope';

/** @public */
export interface ArgoCdWebhookSourceOptions {
  secrets: SharedSecrets;
  /** Which environment an application deploys to; the first rule that fits counts. */
  environments?: EnvironmentRule[];
}

/**
 * Notifications of Argo CD in the form of the template that comes with Showcaller: Argo CD has none of its own.
 *
 * @public
 */
export function createArgoCdWebhookSource(
  options: ArgoCdWebhookSourceOptions,
): WebhookSource {
  const { secrets, environments = [] } = options;
  return {
    id: 'argocd',
    configured: secrets.tokens.length + secrets.basic.length > 0,
    // Argo CD sends the content type only where the service's headers say one.
    contentTypes: ['application/json', 'text/plain', ''],
    secretHeaders: ['x-showcaller-token'],
    mapperVersion: '1',
    verify: request =>
      verifySharedSecret(request, {
        sender: 'Argo CD',
        key: 'showcaller.argocd',
        secrets,
      }),
    envelope: readEnvelope,
    map: webhook => mapNotification(webhook, environments),
  };
}
