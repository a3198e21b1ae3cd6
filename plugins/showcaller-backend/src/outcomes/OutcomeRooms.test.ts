import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  cdEventType,
  createCdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import github from '@showcaller/backstage-plugin-showcaller-backend-module-github';
import request from 'supertest';
import { SECRET, webhooksOf } from '../__fixtures__/githubWebhooks';
import { showcallerPlugin } from '../plugin';
import { waitFor } from '../risk/__fixtures__/waitFor';

jest.setTimeout(120_000);

const component: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    namespace: 'default',
    annotations: { 'github.com/project-slug': 'shop/payments' },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'pay' },
};
const LABEL = `/api/showcaller/risk/labels/${encodeURIComponent(
  'shop/payments#deployment-1',
)}`;
const INCIDENTS =
  '/api/showcaller/incidents/entities/component/default/payments';

describe('from a deployment and an incident to label and feedback', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  it.each(databases.eachSupportedId())('on %s', async databaseId => {
    const knex = await databases.init(databaseId);
    const { server } = await startTestBackend({
      features: [
        showcallerPlugin,
        github,
        catalogServiceMock.factory({ entities: [component] }),
        mockServices.database.factory({ knex }),
        mockServices.rootConfig.factory({
          data: { showcaller: { github: { webhookSecrets: [SECRET] } } },
        }),
      ],
    });
    const client = request(server);
    const as = mockCredentials.user.header();
    const get = (path: string) => client.get(path).set('Authorization', as);
    const deployedAt = new Date(Date.now() - 120_000);
    for (const { headers, body } of webhooksOf({
      number: 1,
      repository: 'shop/payments',
      sha: '1'.repeat(40),
      linesAdded: 3,
      at: deployedAt,
    })) {
      await client
        .post('/api/showcaller/webhooks/github')
        .set(headers)
        .send(body);
    }
    await waitFor(async () => {
      expect((await get(LABEL)).body).toMatchObject({
        outcome: 'pending',
        explanation: expect.stringContaining('no incident was put down to it'),
      });
    });

    const event = createCdEvent({
      id: 'alert-7',
      type: cdEventType('incident.detected'),
      source: 'https://monitoring.example',
      timestamp: new Date().toISOString(),
      subject: {
        id: '7',
        content: {
          environment: { id: 'production' },
          service: { id: 'payments' },
          description: 'Errors',
        },
      },
    });
    const send = () =>
      client
        .post('/api/showcaller/incidents/cdevents')
        .set('Authorization', as)
        .send(event);
    expect((await send()).body).toMatchObject({ status: 'accepted' });
    expect((await send()).body).toMatchObject({ status: 'duplicate' });
    await waitFor(async () => {
      expect((await get(LABEL)).body).toMatchObject({
        outcome: 'failed',
        reasons: ['incident'],
      });
    });
    expect((await get(INCIDENTS)).body).toMatchObject({
      totalItems: 1,
      items: [{ id: 'https://monitoring.example#7', title: 'Errors' }],
    });
    expect((await get('/api/showcaller/risk/feedback')).body).toMatchObject({
      // What failed within its first day counts when the day is over, as what did not fail does.
      total: { decisions: 1, falsePass: { count: 0, of: 0 } },
    });

    const corrected = await client
      .post(`${LABEL}/correction`)
      .set('Authorization', as)
      .send({ outcome: 'clean', reason: 'The network was down' });
    expect(corrected.body).toMatchObject({ outcome: 'clean' });
    await waitFor(async () => {
      const { body } = await get('/api/showcaller/risk/feedback');
      expect(body.total.falsePass).toEqual({ count: 0, of: 0 });
    });
    expect((await get('/api/showcaller/risk/reports')).body).toEqual([]);
    expect((await get('/api/showcaller/delivery/szz')).body).toEqual([]);
  });
});
