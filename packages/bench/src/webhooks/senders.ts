import {
  Payload,
  type WebhookRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createHmac } from 'node:crypto';
import { SECRET, USER } from './installSources';

/** A payload that is to be sent. */
export interface PayloadFile {
  name: string;
  deliveryId: string;
  body: Buffer;
}

/** How a system sends its webhooks. */
interface Sender {
  /** Id of the source that takes them. */
  source: string;
  /** Headers beside the content type, and what stands behind the address. */
  request(file: PayloadFile): {
    headers: Record<string, string>;
    subPath?: string;
  };
}

const gitlabEvents: Record<string, string> = {
  build: 'Job Hook',
  deployment: 'Deployment Hook',
  feature_flag: 'Feature Flag Hook',
  merge_request: 'Merge Request Hook',
  note: 'Note Hook',
  pipeline: 'Pipeline Hook',
  push: 'Push Hook',
  release: 'Release Hook',
  tag_push: 'Tag Push Hook',
};
const basic = {
  authorization: `Basic ${Buffer.from(`${USER}:${SECRET}`).toString('base64')}`,
};

/** Signs as the Standard Webhooks specification says, now. */
function standardWebhook({ deliveryId, body }: PayloadFile) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SECRET)
    .update(`${deliveryId}.${timestamp}.`)
    .update(body)
    .digest('base64');
  return {
    'webhook-id': deliveryId,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

const cdevents: Sender = {
  source: 'cdevents',
  request: file => ({ headers: standardWebhook(file) }),
};

/** By the name of the folder that holds the payloads. */
const senders: Record<string, Sender> = {
  argocd: {
    source: 'argocd',
    request: () => ({ headers: { authorization: `Bearer ${SECRET}` } }),
  },
  cdevents,
  flagger: {
    source: 'flagger',
    request: ({ name }) => ({ headers: basic, subPath: name.split('.')[0] }),
  },
  github: {
    source: 'github',
    request: ({ name, deliveryId, body }) => ({
      headers: {
        'user-agent': 'GitHub-Hookshot/benchmark',
        'x-github-delivery': deliveryId,
        'x-github-event': name.split('.')[0],
        'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET)
          .update(body)
          .digest('hex')}`,
      },
    }),
  },
  gitlab: {
    source: 'gitlab',
    request: file => ({
      headers: {
        'user-agent': 'GitLab/benchmark',
        'x-gitlab-event': gitlabEvents[kindOf(file)] ?? kindOf(file),
        'x-gitlab-event-uuid': file.deliveryId,
        ...standardWebhook(file),
      },
    }),
  },
  jenkins: {
    source: 'jenkins',
    request: () => ({ headers: {}, subPath: SECRET }),
  },
  spinnaker: { source: 'spinnaker', request: () => ({ headers: basic }) },
};

/** Folders whose payloads can be sent. */
export const sentFolders = Object.keys(senders);

/** The request for one file as its system would send it, and the source that takes it; undefined for an unknown system. */
export function sendOf(
  folder: string,
  file: PayloadFile,
): { source: string; request: WebhookRequest } | undefined {
  if (!Object.hasOwn(senders, folder)) {
    return undefined;
  }
  // One plugin of Jenkins sends notifications, the other CDEvents.
  const sender = file.name.startsWith('cdevents-plugin')
    ? cdevents
    : senders[folder];
  const { headers, subPath } = sender.request(file);
  return {
    source: sender.source,
    request: {
      headers: { 'content-type': 'application/json', ...headers },
      body: file.body,
      ...(subPath && { subPath }),
    },
  };
}

function kindOf({ name, body }: PayloadFile): string {
  try {
    return Payload.parse(body).text('object_kind') ?? name.split('.')[0];
  } catch {
    return name.split('.')[0];
  }
}
