import { InputError } from '@backstage/errors';
import type {
  WebhookEnvelope,
  WebhookRequest,
} from '@showcaller/backstage-plugin-showcaller-node';

/** The delivery id (the same for a redelivery) and the event name, from GitHub's headers. */
export function readEnvelope(request: WebhookRequest): WebhookEnvelope {
  return {
    deliveryId: requireHeader(request, 'X-GitHub-Delivery'),
    eventType: requireHeader(request, 'X-GitHub-Event'),
  };
}

function requireHeader(request: WebhookRequest, name: string): string {
  const value = request.headers[name.toLowerCase()]?.trim();
  if (!value) {
    throw new InputError(
      `The header ${name} is missing; GitHub sends it with every webhook.`,
    );
  }
  return value;
}
