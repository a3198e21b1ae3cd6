import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import showcallerPlugin from '@showcaller/backstage-plugin-showcaller-backend';
import argocd from '@showcaller/backstage-plugin-showcaller-backend-module-argocd';
import cdevents from '@showcaller/backstage-plugin-showcaller-backend-module-cdevents';
import spinnaker from '@showcaller/backstage-plugin-showcaller-backend-module-spinnaker';
import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

jest.setTimeout(120_000);

const SECRET = 'a-secret';
const SHA = 'c'.repeat(40);
const NOW = new Date();
const AT = NOW.toISOString();
const MS = NOW.getTime();
const basic = (password: string) =>
  `Basic ${Buffer.from(`user:${password}`).toString('base64')}`;
const basicAuth = [{ username: 'user', password: SECRET }];

const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'checkout',
    namespace: 'default',
    annotations: { 'github.com/project-slug': 'acme/checkout' },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'shop' },
};

/** A deployment as each system tells it, and how the sender proves who it is. */
interface Delivery {
  source: string;
  path?: string;
  body: string;
  headers: (secret: string) => Record<string, string>;
  deploymentId: string;
}

const event = {
  context: {
    version: '0.3.0',
    id: 'event-1',
    source: 'https://cd.example.com',
    type: 'dev.cdevents.service.deployed.0.1.1',
    timestamp: AT,
  },
  subject: {
    id: 'checkout',
    type: 'service',
    content: {
      environment: { id: 'production' },
      artifactId: `pkg:github/acme/checkout@${SHA}`,
    },
  },
  customData: { deploymentId: 'one' },
};
const inHeader = {
  ...event,
  context: { ...event.context, id: 'event-2' },
  customData: { deploymentId: 'two' },
};

const deliveries: Delivery[] = [
  {
    source: 'argocd',
    body: JSON.stringify({
      event: 'app-deployed',
      app: { name: 'checkout-prod', namespace: 'argocd' },
      source: { repoURL: 'https://github.com/acme/checkout.git' },
      destination: { namespace: 'production' },
      sync: { revision: SHA },
      operation: { phase: 'Succeeded', startedAt: AT, finishedAt: AT },
    }),
    headers: secret => ({ authorization: `Bearer ${secret}` }),
    deploymentId: `argocd-argocd-checkout-prod-${MS / 1000}`,
  },
  {
    source: 'spinnaker',
    body: JSON.stringify({
      details: { type: 'orca:stage:complete', application: 'checkout' },
      content: {
        name: 'Deploy',
        context: {
          account: 'production',
          stageDetails: { type: 'deployManifest' },
        },
        startTime: MS,
        endTime: MS,
        execution: {
          id: '01HF',
          application: 'checkout',
          trigger: { project: 'acme', slug: 'checkout', hash: SHA },
        },
      },
    }),
    headers: secret => ({ authorization: basic(secret) }),
    deploymentId: 'spinnaker-checkout/01HF/Deploy',
  },
  {
    source: 'flagger',
    path: '/event',
    body: JSON.stringify({
      name: 'checkout',
      namespace: 'production',
      phase: 'Succeeded',
      checksum: 'abc',
      metadata: { repository: 'acme/checkout', sha: SHA, timestamp: `${MS}` },
    }),
    headers: secret => ({ authorization: basic(secret) }),
    deploymentId: 'flagger-checkout.production-abc',
  },
  {
    source: 'cdevents',
    body: JSON.stringify(event),
    headers: secret => {
      const seconds = Math.floor(Date.now() / 1000);
      const signature = createHmac('sha256', secret)
        .update(`msg_1.${seconds}.${JSON.stringify(event)}`)
        .digest('base64');
      return {
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(seconds),
        'webhook-signature': `v1,${signature}`,
      };
    },
    deploymentId: 'cdevents-one',
  },
  {
    source: 'cdevents',
    path: '/spinnaker',
    body: '',
    headers: secret => ({
      'ce-data': JSON.stringify(inHeader),
      'x-showcaller-token': secret,
    }),
    deploymentId: 'cdevents-two',
  },
];

describe('deployments of every system', () => {
  let address: string;
  beforeAll(async () => {
    const { server } = await startTestBackend({
      features: [
        showcallerPlugin,
        argocd,
        cdevents,
        spinnaker,
        catalogServiceMock.factory({ entities: [component] }),
        mockServices.rootConfig.factory({
          data: {
            showcaller: {
              argocd: { webhookTokens: [SECRET] },
              cdevents: { signingSecrets: [SECRET], webhookTokens: [SECRET] },
              flagger: { basicAuth },
              spinnaker: { basicAuth },
            },
          },
        }),
      ],
    });
    address = `http://127.0.0.1:${
      (server.address() as AddressInfo).port
    }/api/showcaller`;
  });

  const send = (
    { source, path = '', body }: Delivery,
    headers: Record<string, string>,
  ) =>
    fetch(`${address}/webhooks/${source}${path}`, {
      method: 'POST',
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body || undefined,
    });
  const read = async (path: string) => {
    const response = await fetch(`${address}${path}`, {
      headers: { authorization: mockCredentials.user.header() },
    });
    return (await response.json()) as {
      items: Array<Record<string, unknown>>;
    };
  };

  it('are refused from others, taken once, and become rows of their component', async () => {
    for (const delivery of deliveries) {
      const { headers } = delivery;
      expect((await send(delivery, headers('wrong'))).status).toBe(403);
      expect((await send(delivery, {})).status).toBe(401);
      expect((await send(delivery, headers(SECRET))).status).toBe(202);
      expect((await send(delivery, headers(SECRET))).status).toBe(200);
    }
    const wanted = deliveries.map(({ deploymentId }) => deploymentId).sort();
    let found: unknown[] = [];
    for (let tries = 0; tries < 100 && found.length < wanted.length; tries++) {
      await sleep(100);
      const { items } = await read(
        '/delivery/entities/component/default/checkout/deployments',
      );
      found = items.map(({ id }) => String(id).replace(/^.*#deployment-/, ''));
    }
    expect(found.sort()).toEqual(wanted);
  });

  it('leave no secret behind', async () => {
    const { items } = await read('/ingest/events?limit=50');
    expect(items).toHaveLength(deliveries.length);
    for (const { id } of items) {
      const detail = await read(`/ingest/events/${id}`);
      expect(JSON.stringify(detail)).not.toContain(SECRET);
    }
  });
});
