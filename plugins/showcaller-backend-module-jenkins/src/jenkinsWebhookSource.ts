import type {
  SharedSecrets,
  WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { JobDirectory } from './jobs/JobDirectory';
import { mapNotification } from './mapping/notification/mapNotification';
import type { KnownInstance } from './mapping/notification/notifiedJob';
import { readJenkinsEnvelope } from './webhook/readJenkinsEnvelope';
import { verifyJenkinsWebhook } from './webhook/verifyJenkinsWebhook';

/** Lines of the log may be sent along. */
const BODY_LIMIT = 4 * 1024 * 1024;

/**
 * Notifications of Jenkins' notification plugin, by a token in the address or Basic credentials. Events of the CDEvents
 * plugin are none of these.
 */
export function createJenkinsWebhookSource(options: {
  secrets: SharedSecrets;
  directory: JobDirectory;
  instances: KnownInstance[];
}): WebhookSource {
  const { secrets, directory, instances } = options;
  return {
    id: 'jenkins',
    bodyLimit: BODY_LIMIT,
    subPaths: true,
    configured: secrets.tokens.length + secrets.basic.length > 0,
    secretHeaders: ['authorization', 'x-showcaller-token'],
    mapperVersion: '1',
    verify: request => verifyJenkinsWebhook(request, secrets),
    envelope: readJenkinsEnvelope,
    prepare: () => directory.ready(),
    map: webhook => mapNotification(webhook, { directory, instances }),
  };
}
