import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  createCdEvent,
  type DeploymentData,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  showcallerChangeSourcesExtensionPoint,
  showcallerWebhooksExtensionPoint,
  type ChangeSource,
  type WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import request from 'supertest';
import { showcallerPlugin } from './plugin';
import { commit } from './risk/__fixtures__/commit';
import { waitFor } from './risk/__fixtures__/waitFor';

jest.setTimeout(60_000);

const SHA = 'b2'.repeat(20);

const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    namespace: 'default',
    annotations: { 'github.com/project-slug': 'shop/payments' },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'pay' },
};

/** A system whose whole body is the time of a deployment. */
const source: WebhookSource = {
  id: 'minimal',
  configured: true,
  contentTypes: ['text/plain'],
  mapperVersion: '1',
  verify: ({ headers }) =>
    headers['x-secret'] === 'right'
      ? { ok: true, verifiedBy: 'x-secret' }
      : { ok: false, status: 403, reason: 'wrong secret' },
  envelope: ({ headers }) => ({
    deliveryId: headers['x-delivery'],
    eventType: 'deployment',
  }),
  map: ({ body }) => ({
    events: [
      createCdEvent<DeploymentData>({
        id: `deployment-${body}`,
        type: 'dev.cdeventsx.showcaller-deployment.requested.0.1.0',
        source: 'https://example.com/shop/payments',
        timestamp: body.toString(),
        subject: { id: 'shop/payments#deployment-1' },
        customData: {
          kind: 'deployment',
          repository: 'shop/payments',
          deploymentId: '1',
          sha: SHA,
          environment: 'production',
          requestedAt: body.toString(),
        },
      }),
    ],
  }),
};

const changeSource: ChangeSource = {
  id: 'minimal',
  supports: async () => true,
  getRange: async () => ({
    commits: [commit({ sha: SHA, la: 900 })],
    withoutFacts: 0,
  }),
};

async function start() {
  const { server } = await startTestBackend({
    features: [
      showcallerPlugin,
      createBackendModule({
        pluginId: 'showcaller',
        moduleId: 'minimal',
        register(env) {
          env.registerInit({
            deps: {
              webhooks: showcallerWebhooksExtensionPoint,
              changes: showcallerChangeSourcesExtensionPoint,
            },
            async init({ webhooks, changes }) {
              webhooks.addSource(source);
              changes.addChangeSource(changeSource);
            },
          });
        },
      }),
      catalogServiceMock.factory({ entities: [component] }),
      mockServices.permissions.factory({ result: AuthorizeResult.ALLOW }),
    ],
  });
  return request(server);
}

describe('showcallerPlugin', () => {
  it('takes a webhook of a module to a decision on the page of its component', async () => {
    const client = await start();
    const sent = await client
      .post('/api/showcaller/webhooks/minimal')
      .set('Content-Type', 'text/plain')
      .set('X-Secret', 'right')
      .set('X-Delivery', '1')
      .send(new Date().toISOString());
    expect(sent.status).toBe(202);

    await waitFor(async () => {
      const risk = await client
        .get('/api/showcaller/risk/entities/component/default/payments')
        .set('Authorization', mockCredentials.user.header());
      expect(risk.body).toMatchObject({
        latest: {
          subject: { deploymentId: 'shop/payments#deployment-1', sha: SHA },
          signals: expect.arrayContaining([
            expect.objectContaining({ name: 'la', value: 900 }),
          ]),
          model: { runtime: expect.any(String) },
        },
        decision: { mode: 'enforced' },
        deploymentStatus: 'requested',
      });
    });

    const listed = await client
      .get(
        '/api/showcaller/delivery/entities/component/default/payments/deployments',
      )
      .set('Authorization', mockCredentials.user.header());
    expect(listed.body.items).toMatchObject([
      { risk: expect.any(Number), outcome: expect.any(String) },
    ]);
  });

  it('answers health and webhooks without credentials, and nothing else', async () => {
    const client = await start();
    const nobody = mockCredentials.none.header();

    const health = await client
      .get('/api/showcaller/health')
      .set('Authorization', nobody);
    expect(health.status).toBe(200);
    expect(health.body).toMatchObject({
      status: 'ok',
      model: { runtime: expect.any(String) },
      queues: { ingest: { pending: 0 }, risk: { waiting: 0 } },
    });
    const refused = await client
      .post('/api/showcaller/webhooks/minimal')
      .set('Authorization', nobody)
      .set('Content-Type', 'text/plain')
      .set('X-Delivery', '1')
      .send('now');
    expect(refused.status).toBe(403);
    for (const path of [
      'risk/model',
      'risk/entities/component/default/payments',
      'gate/decisions/any',
      'ingest/sources',
      'delivery/imports',
    ]) {
      const response = await client
        .get(`/api/showcaller/${path}`)
        .set('Authorization', nobody);
      expect({ path, status: response.status }).toEqual({ path, status: 401 });
    }
  });
});
