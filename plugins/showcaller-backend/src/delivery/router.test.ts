import {
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { HistoryImportRow } from '@showcaller/backstage-plugin-showcaller-common';
import express from 'express';
import request from 'supertest';
import { openDatabase } from '../database/openDatabase';
import { EntityAccess } from '../http/EntityAccess';
import { CatalogOwnership } from '../ownership';
import { at } from './__fixtures__/events';
import { someDeliveries } from './__fixtures__/someDeliveries';
import { DeliveryRoom } from './DeliveryRoom';
import { createDeliveryRouter } from './router';

const WEB = 'component:default/web';

function entity(
  kind: string,
  name: string,
  relations: Array<[string, string]> = [],
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'github.com/project-slug': `shop/${name}` },
    },
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

const entities = [
  entity('Component', 'web', [['ownedBy', 'user:default/mock']]),
  entity('Component', 'cart'),
  entity('System', 'shop', [
    ['hasPart', WEB],
    ['hasPart', 'component:default/cart'],
  ]),
];

const row: HistoryImportRow = {
  entityRef: WEB,
  repository: 'shop/web',
  location: 'web.git',
  status: 'queued',
  commitsDone: 0,
};

describe('delivery routes', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  async function setUp(
    options: { denied?: string[]; visible?: Entity[] } = {},
  ) {
    const { denied = [], visible = entities } = options;
    const knex = await openDatabase({
      database: mockServices.database({
        knex: await databases.init('SQLITE_3'),
      }),
    });
    const services = {
      auth: mockServices.auth(),
      config: mockServices.rootConfig(),
      logger: mockServices.logger.mock(),
    };
    const ownership = CatalogOwnership.create({
      ...services,
      catalog: catalogServiceMock({ entities }),
    });
    await ownership.refresh();
    const room = DeliveryRoom.create({ ...services, knex, ownership });
    await knex.transaction(tx => room.service.apply(someDeliveries, tx));
    const imports = {
      list: jest.fn(async () => [
        row,
        { ...row, entityRef: 'component:default/hidden' },
      ]),
      get: jest.fn(async (ref: string) => (ref === WEB ? row : undefined)),
      request: jest.fn(async () => row),
    };
    const auditor = mockServices.auditor.mock();
    const audit = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(audit);
    const access = EntityAccess.create({
      auth: services.auth,
      httpAuth: mockServices.httpAuth(),
      permissions: mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission }) => ({
            result: denied.includes(permission.name)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
          })),
      }),
      catalog: catalogServiceMock({ entities: visible }),
      userInfo: mockServices.userInfo(),
    });
    const app = express()
      .use(
        '/delivery',
        createDeliveryRouter({
          listings: room.listings,
          imports,
          ownership,
          access,
          auditor,
          annotate: async () =>
            new Map([
              ['shop/web#deployment-1', { risk: 0.8, outcome: 'block' }],
            ]),
        }),
      )
      .use(mockErrorHandler());
    return { agent: request(app), imports, auditor, audit };
  }

  it('lists the deployments of a component, newest first, with their risk', async () => {
    const { agent } = await setUp();
    const { status, body } = await agent.get(
      '/delivery/entities/component/default/web/deployments?limit=1&offset=1',
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      items: [
        {
          id: 'shop/web#deployment-1',
          entityRef: WEB,
          repository: 'shop/web',
          sha: 'sha-1',
          environment: 'production',
          tier: 'production',
          status: 'succeeded',
          requestedAt: at(1),
          finishedAt: at(2),
          risk: 0.8,
          outcome: 'block',
        },
      ],
      totalItems: 2,
      limit: 1,
      offset: 1,
    });
  });

  it('lists those of a system, as far as the caller may see its components', async () => {
    const path = '/delivery/entities/system/default/shop/deployments';
    const all = await (await setUp()).agent.get(path);
    expect(all.body.totalItems).toBe(3);
    const visible = entities.filter(({ metadata }) => metadata.name !== 'cart');
    const some = await (await setUp({ visible })).agent.get(path);
    expect(some.body.totalItems).toBe(2);
  });

  it('lists runs and changes', async () => {
    const { agent } = await setUp();
    const runs = await agent.get(
      '/delivery/entities/component/default/web/runs',
    );
    expect(runs.body.items).toEqual([
      {
        id: 'shop/web#run-7.2',
        entityRef: WEB,
        repository: 'shop/web',
        name: 'build',
        attempt: 2,
        status: 'failure',
        finishedAt: at(5),
      },
    ]);
    const changes = await agent.get(
      '/delivery/entities/component/default/web/changes',
    );
    expect(changes.body.items).toEqual([
      {
        id: 'shop/web@abc',
        repository: 'shop/web',
        sha: 'abc',
        title: 'Title',
        status: 'created',
        pullRequest: 12,
      },
    ]);
  });

  it('lists unmapped repositories for those who may see ingest', async () => {
    const { agent } = await setUp();
    const { body } = await agent.get('/delivery/unmapped');
    expect(body).toMatchObject({
      totalItems: 1,
      items: [{ repository: 'shop/none', events: 1 }],
    });
    const denied = await setUp({ denied: ['showcaller.ingest.read'] });
    expect((await denied.agent.get('/delivery/unmapped')).status).toBe(403);
    expect((await denied.agent.get('/delivery/imports')).status).toBe(403);
  });

  it.each([
    ['entities/component/default/nobody/deployments', 404],
    ['entities/component/default/web/deployments?limit=0', 400],
    ['entities/component/default/web/runs?offset=-1', 400],
    ['imports/component/default/cart', 404],
  ])('answers %s with %d', async (path, status) => {
    const { agent } = await setUp();
    expect((await agent.get(`/delivery/${path}`)).status).toBe(status);
  });

  it('refuses those who may not read', async () => {
    const { agent } = await setUp({ denied: ['showcaller.read'] });
    const { status } = await agent.get(
      '/delivery/entities/component/default/web/deployments',
    );
    expect(status).toBe(403);
  });

  it('shows imports of components that the caller may see', async () => {
    const { agent } = await setUp();
    expect((await agent.get('/delivery/imports')).body).toEqual([row]);
    expect(
      (await agent.get('/delivery/imports/component/default/web')).body,
    ).toEqual(row);
  });

  it('starts an import for an owner, and audits it', async () => {
    const { agent, imports, auditor, audit } = await setUp({
      denied: ['showcaller.history.import'],
    });
    const started = await agent
      .post('/delivery/imports')
      .send({ entityRef: WEB });
    expect(started.status).toBe(202);
    expect(started.body).toEqual(row);
    expect(imports.request).toHaveBeenCalledWith(WEB, 'user:default/mock');
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'history-import-start',
        meta: { entityRef: WEB },
      }),
    );
    expect(audit.success).toHaveBeenCalled();
  });

  it('refuses an import to others, and audits that', async () => {
    const { agent, imports, audit } = await setUp({
      denied: ['showcaller.history.import'],
    });
    const { status } = await agent
      .post('/delivery/imports')
      .send({ entityRef: 'component:default/cart' });
    expect(status).toBe(403);
    expect(imports.request).not.toHaveBeenCalled();
    expect(audit.fail).toHaveBeenCalled();
  });

  it('says what is wrong with the body', async () => {
    const { agent } = await setUp();
    const { status, body } = await agent
      .post('/delivery/imports')
      .send({ entityRef: 'web' });
    expect(status).toBe(400);
    expect(body.error.message).toMatch(
      /body\.entityRef: must be a full entity reference/,
    );
  });
});
