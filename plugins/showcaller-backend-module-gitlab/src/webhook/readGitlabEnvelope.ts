import { InputError } from '@backstage/errors';
import type {
  WebhookEnvelope,
  WebhookRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createHash } from 'node:crypto';
import { isStatusCheck } from './verifyGitlabWebhook';

/** What a status check is called here; GitLab sends it without a name. */
export const STATUS_CHECK = 'External Status Check';

/**
 * The delivery id, which GitLab repeats when it sends a webhook again, and the event name. Status checks have no id: one
 * with the same body is the same question.
 */
export function readGitlabEnvelope(request: WebhookRequest): WebhookEnvelope {
  const { headers, body } = request;
  if (isStatusCheck(headers)) {
    const digest = createHash('sha256').update(body).digest('hex');
    return { deliveryId: `status-check-${digest}`, eventType: STATUS_CHECK };
  }
  const eventType = headers['x-gitlab-event']?.trim();
  if (!eventType) {
    throw new InputError(
      'The header X-Gitlab-Event is missing; GitLab sends it with every webhook.',
    );
  }
  const deliveryId =
    headers['webhook-id']?.trim() ||
    headers['idempotency-key']?.trim() ||
    [headers['x-gitlab-event-uuid'], headers['x-gitlab-webhook-uuid']]
      .map(part => part?.trim())
      .filter(Boolean)
      .join('.');
  if (!deliveryId) {
    throw new InputError(
      'Of webhook-id, Idempotency-Key and X-Gitlab-Event-UUID not one header is there; GitLab sends at least one with every webhook.',
    );
  }
  return { deliveryId, eventType };
}
