import type {
  MappingResult,
  StoredWebhook,
  WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { GateQuestions } from './gate/readGateConfig';
import { MappingContext } from './mapping/MappingContext';
import { mappers } from './mapping/mappers';
import { parseBody } from './webhook/parseBody';
import { readEnvelope } from './webhook/readEnvelope';
import { verifyGithubSignature } from './webhook/verifyGithubSignature';

/** GitHub caps its payloads at 25 MB. */
const BODY_LIMIT = 25 * 1024 * 1024;

/** @public */
export interface GithubWebhookSourceOptions {
  /** Shared secrets that are valid now; with none, everything is refused. */
  secrets: string[];
  /** Salt of the hashes that stand for authors; without one, authors stay unknown. */
  identitySalt?: string;
  /** What the gate is asked, and for which GitHub; absent: nothing. */
  gate?: GateQuestions;
}

/**
 * GitHub's webhooks: HMAC-SHA256 over the raw body, and a mapping of each event to CDEvents v0.5.1.
 *
 * @public
 */
export function createGithubWebhookSource(
  options: GithubWebhookSourceOptions,
): WebhookSource {
  const { secrets } = options;
  return {
    id: 'github',
    bodyLimit: BODY_LIMIT,
    contentTypes: ['application/json', 'application/x-www-form-urlencoded'],
    configured: secrets.length > 0,
    secretHeaders: ['x-hub-signature', 'x-hub-signature-256'],
    mapperVersion: '3',
    verify: request => verifyGithubSignature(request, secrets),
    envelope: readEnvelope,
    map: webhook => mapGithubWebhook(webhook, options),
  };
}

function mapGithubWebhook(
  webhook: StoredWebhook,
  options: Pick<GithubWebhookSourceOptions, 'identitySalt' | 'gate'>,
): MappingResult {
  const { identitySalt, gate } = options;
  const { eventType, headers, body, receivedAt } = webhook;
  const mapper = mappers.get(eventType);
  if (!mapper) {
    return {
      unmapped: `Showcaller has no use for GitHub's ${eventType} events`,
    };
  }
  const context = MappingContext.create({
    payload: parseBody(body, headers['content-type'] ?? ''),
    eventType,
    body,
    receivedAt,
    identitySalt,
    gate,
  });
  return { events: mapper(context) };
}
