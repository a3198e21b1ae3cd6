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
  showcallerWebhooksExtensionPoint,
  type WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import request from 'supertest';
import { showcallerPlugin } from '../../plugin';
import { waitFor } from '../../risk/__fixtures__/waitFor';
import { componentOf, userOf } from './__testUtils__/people';

jest.setTimeout(120_000);

const SHA = 'b2'.repeat(20);
const PAY = 'group:default/pay';

/** A system that tells of one deployment to production, of which nothing else is known. */
const source: WebhookSource = {
  id: 'minimal',
  configured: true,
  contentTypes: ['text/plain'],
  mapperVersion: '1',
  verify: () => ({ ok: true, verifiedBy: 'nothing' }),
  envelope: () => ({ deliveryId: '1', eventType: 'deployment' }),
  map: ({ body }) => ({
    events: [
      createCdEvent<DeploymentData>({
        id: 'deployment-1',
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

async function start() {
  const component = componentOf('payments', PAY);
  component.metadata.annotations = {
    'github.com/project-slug': 'shop/payments',
  };
  const { server } = await startTestBackend({
    features: [
      showcallerPlugin,
      createBackendModule({
        pluginId: 'showcaller',
        moduleId: 'minimal',
        register(env) {
          env.registerInit({
            deps: { webhooks: showcallerWebhooksExtensionPoint },
            async init({ webhooks }) {
              webhooks.addSource(source);
            },
          });
        },
      }),
      catalogServiceMock.factory({
        entities: [
          component,
          userOf('alice', { groups: [PAY] }),
          userOf('dave', { groups: ['group:default/other'] }),
        ],
      }),
      mockServices.permissions.factory({ result: AuthorizeResult.ALLOW }),
    ],
  });
  const as = (person: string) => {
    const header = mockCredentials.user.header(`user:default/${person}`);
    const path = (rest: string) => `/api/showcaller/gate${rest}`;
    return {
      get: (rest: string) =>
        request(server).get(path(rest)).set('Authorization', header),
      post: (rest: string, body: object) =>
        request(server)
          .post(path(rest))
          .set('Authorization', header)
          .send(body),
    };
  };
  return { server, as };
}

describe('a deployment that the gate holds back', () => {
  it('waits in the inbox of its owners, is approved by one, and is let through, on record', async () => {
    const { server, as } = await start();
    const sent = await request(server)
      .post('/api/showcaller/webhooks/minimal')
      .set('Content-Type', 'text/plain')
      .send(new Date().toISOString());
    expect(sent.status).toBe(202);
    const row = await waitFor(async () => {
      const { body } = await as('alice').get('/approvals');
      expect(body.items).toHaveLength(1);
      return body.items[0];
    });
    expect(row).toMatchObject({
      kind: 'approval',
      status: 'NEEDS_APPROVAL',
      entityRef: 'component:default/payments',
      you: { may: true },
    });
    const path = `/decisions/${row.decisionId}`;
    const before = await as('alice').get(`${path}/detail`);
    expect(before.body).toMatchObject({
      status: 'NEEDS_APPROVAL',
      approvals: { state: 'open', you: { may: true } },
    });
    const vote = {
      verdict: 'approve',
      subjectHash: before.body.approvals.subjectHash,
    };
    expect((await as('dave').post(`${path}/approvals`, vote)).status).toBe(403);
    expect((await as('alice').post(`${path}/approvals`, vote)).status).toBe(
      201,
    );
    const after = await as('alice').get(`${path}/detail`);
    expect(after.body.status).toBe('ALLOW');
    expect(
      after.body.audit.map(({ action }: { action: string }) => action),
    ).toEqual(['gate.decided', 'gate.refused', 'gate.approved']);
    expect((await as('alice').get('/approvals')).body.items).toEqual([]);

    const today = new Date(Date.now() - 3_600_000).toISOString();
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const report = await as('alice').get(
      `/export?format=json&from=${today}&to=${later}`,
    );
    expect(report.body.decisions).toEqual([
      expect.objectContaining({
        decision_id: row.decisionId,
        status_now: 'ALLOW',
        audit_leaf_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        votes: [expect.objectContaining({ approver: 'user:default/alice' })],
      }),
    ]);
  });
});
