import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express from 'express';
import request from 'supertest';
import { openDatabase } from '../database/openDatabase';
import { GateService } from '../gate/GateService';
import { createGateRouter } from '../gate/router';
import { EntityAccess } from '../http/EntityAccess';
import { CatalogOwnership } from '../ownership';
import { commit } from './__fixtures__/commit';
import { deployment } from './__fixtures__/deployment';
import { exampleModel } from './__fixtures__/exampleModel';
import { scored } from './__fixtures__/scored';
import { shopEntities as entities } from './__fixtures__/shopEntities';
import { DatabaseAssessmentStore } from './DatabaseAssessmentStore';
import { DatabaseChangeRiskStore } from './DatabaseChangeRiskStore';
import {
  ExplanationService,
  PastChangeStore,
  SimilarChanges,
} from './explanation';
import { RiskReader } from './RiskReader';
import { RiskRollup } from './RiskRollup';
import { createRiskRouter } from './router';

const NOW = new Date('2026-11-20T12:00:00Z');

describe('risk routes', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  async function setUp(options: { allow?: boolean; visible?: Entity[] } = {}) {
    const { allow = true, visible = entities } = options;
    const knex = await openDatabase({
      database: mockServices.database({
        knex: await databases.init('SQLITE_3'),
      }),
    });
    const ownership = CatalogOwnership.create({
      catalog: catalogServiceMock({ entities }),
      auth: mockServices.auth(),
      config: mockServices.rootConfig(),
      logger: mockServices.logger.mock(),
    });
    await ownership.refresh();
    const access = EntityAccess.create({
      auth: mockServices.auth(),
      httpAuth: mockServices.httpAuth(),
      permissions: mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(() => ({
            result: allow ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
          })),
      }),
      catalog: catalogServiceMock({ entities: visible }),
      userInfo: mockServices.userInfo(),
    });
    const assessments = DatabaseAssessmentStore.create({ knex });
    const gate = GateService.create({ knex, ownership });
    const delivery = {
      getStatuses: async (ids: string[]) =>
        new Map(ids.map(id => [id, 'succeeded' as const])),
      countDeployments: async ({ entityRefs }: { entityRefs: string[] }) =>
        new Map(
          Object.entries({
            'component:default/payments': { total: 9, failed: 2 },
            'component:default/quiet': { total: 1, failed: 0 },
          }).filter(([ref]) => entityRefs.includes(ref)),
        ),
      hasActivity: async (refs: string[]) =>
        refs.includes('component:default/cart'),
    };
    const model = exampleModel();
    const past = PastChangeStore.create({ knex });
    const reader = RiskReader.create({
      assessments,
      changes: DatabaseChangeRiskStore.create({ knex }),
      gate,
      delivery,
      model,
      now: () => NOW,
    });
    const app = express()
      .use(
        '/risk',
        createRiskRouter({
          reader,
          explanations: ExplanationService.create({
            model,
            past,
            similar: SimilarChanges.create({
              store: past,
              logger: mockServices.logger.mock(),
              now: () => NOW,
            }),
            outcomes: { of: async () => new Map() },
            now: () => NOW,
          }),
          rollup: RiskRollup.create({
            assessments,
            gate,
            delivery,
            now: () => NOW,
          }),
          ownership,
          access,
          model,
        }),
      )
      .use(
        '/gate',
        createGateRouter({
          gate,
          access,
          details: { of: jest.fn(), list: jest.fn() },
        }),
      )
      .use(mockErrorHandler());

    /** Stores a production deployment of `la` lines, or of an unknown size, `hour` o'clock. */
    const deploy = async (name: string, hour: number, la?: number) => {
      const assessment = await scored({
        deployment: deployment({
          id: `shop/${name}#deployment-${hour}`,
          entityRef: `component:default/${name}`,
          repository: `shop/${name}`,
          requestedAt: `2026-11-20T${hour}:00:00Z`,
          firstReceivedAt: `2026-11-20T${hour}:00:00Z`,
        }),
        commits: la === undefined ? undefined : [commit({ sha: 'c', la })],
      });
      const prepared = await gate.prepare(assessment);
      await knex.transaction(async tx => {
        await assessments.save(assessment, tx);
        await gate.decide(prepared, tx);
      });
      return prepared.decision;
    };
    const get = (path: string) =>
      request(app)
        .get(path)
        .set('Authorization', mockCredentials.user.header());
    return { app, deploy, get };
  }

  it('shows a component its latest risk with decision, status and percentile', async () => {
    const { deploy, get } = await setUp();
    await deploy('payments', 10, 3);
    const decision = await deploy('payments', 11, 900);
    const response = await get('/risk/entities/component/default/payments');

    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({
      entityRef: 'component:default/payments',
      latest: {
        band: 'high',
        subject: { deploymentId: 'shop/payments#deployment-11' },
        occurredAt: '2026-11-20T11:00:00.000Z',
      },
      decision: { id: decision.id, outcome: 'block' },
      deploymentStatus: 'succeeded',
      percentile: { share: 1, of: 1, days: 90 },
      asOf: NOW.toISOString(),
    });
    expect(response.body).not.toHaveProperty('via');
  });

  it.each([
    ['component/default/bare', 'missing-annotation'],
    ['component/default/quiet', 'not-scored-yet'],
    ['component/default/cart', 'nothing-deployed'],
    ['component/default/search', 'nothing-received'],
    ['resource/default/orphan', 'no-related-components'],
  ])('says why %s has no risk: %s', async (path, emptyReason) => {
    const { get } = await setUp();
    const response = await get(`/risk/entities/${path}`);
    expect(response.body).toMatchObject({ emptyReason });
    expect(response.body).not.toHaveProperty('latest');
  });

  it('shows an API the risk of its provider and a resource the latest of its dependents', async () => {
    const { deploy, get } = await setUp();
    await deploy('payments', 10, 30);
    await deploy('cart', 11, 30);
    const api = await get('/risk/entities/api/default/payments-api');
    expect(api.body).toMatchObject({
      latest: { entityRef: 'component:default/payments' },
      via: ['component:default/payments'],
    });
    const resource = await get('/risk/entities/resource/default/ledger');
    expect(resource.body).toMatchObject({
      latest: { entityRef: 'component:default/cart' },
      via: expect.arrayContaining([
        'component:default/payments',
        'component:default/cart',
      ]),
    });
  });

  it('rolls a system up worst first: high, unknown, lower, then those without data', async () => {
    const { deploy, get } = await setUp();
    await deploy('cart', 10, 1);
    await deploy('search', 10);
    await deploy('payments', 10, 900);
    const response = await get('/risk/rollup/system/default/shop');
    expect(
      response.body.map((row: { entityRef: string }) => row.entityRef),
    ).toEqual([
      'component:default/payments',
      'component:default/search',
      'component:default/cart',
      'component:default/quiet',
    ]);
    expect(response.body[0]).toMatchObject({
      title: 'payments',
      owner: 'group:default/pay',
      latest: { band: 'high' },
      decision: { outcome: 'block', mode: 'enforced' },
      deployments30d: 9,
      failed30d: 2,
    });
    expect(response.body[1].latest.band).toBe('unknown');
    expect(response.body[3]).not.toHaveProperty('latest');
  });

  it('leaves components that the caller may not see out of every answer', async () => {
    const { deploy, get } = await setUp({
      visible: entities.filter(({ metadata }) => metadata.name !== 'payments'),
    });
    const decision = await deploy('payments', 10, 900);
    const rollup = await get('/risk/rollup/system/default/shop');
    expect(JSON.stringify(rollup.body)).not.toContain('payments');
    const api = await get('/risk/entities/api/default/payments-api');
    expect(api.body).toMatchObject({ emptyReason: 'no-related-components' });
    const assessment = await get(`/risk/assessments/${decision.assessmentId}`);
    expect(assessment.status).toBe(404);
    const gate = await get(`/gate/decisions/${decision.id}`);
    expect(gate.status).toBe(404);
  });

  it('gives the trend oldest first, with outcome and status', async () => {
    const { deploy, get } = await setUp();
    await deploy('payments', 11, 900);
    await deploy('payments', 10, 1);
    const response = await get(
      '/risk/entities/component/default/payments/trend?days=7',
    );
    expect(response.body).toMatchObject([
      { occurredAt: '2026-11-20T10:00:00.000Z', outcome: 'allow' },
      {
        occurredAt: '2026-11-20T11:00:00.000Z',
        outcome: 'block',
        status: 'succeeded',
        tier: 'production',
      },
    ]);
  });

  it('answers by id with the assessment, its decision, and the decision alone', async () => {
    const { deploy, get } = await setUp();
    const decision = await deploy('payments', 10, 900);
    const found = await get(`/risk/assessments/${decision.assessmentId}`);
    expect(found.body).toMatchObject({
      assessment: { id: decision.assessmentId, signals: expect.any(Array) },
      decision: { id: decision.id },
    });
    const alone = await get(`/gate/decisions/${decision.id}`);
    expect(alone.body).toMatchObject({ id: decision.id, outcome: 'block' });
  });

  it('explains an assessment, and only to those who may see its entity', async () => {
    const { deploy, get } = await setUp();
    await deploy('cart', 10, 900);
    const { assessmentId } = await deploy('payments', 11, 900);
    const explained = await get(
      `/risk/assessments/${assessmentId}/explanation`,
    );
    expect(explained.status).toBe(200);
    expect(explained.body).toMatchObject({
      assessmentId,
      sameModel: true,
      similar: [{ entityRef: 'component:default/cart', similarity: 1 }],
      counterfactuals: expect.arrayContaining([
        expect.objectContaining({ feature: 'la' }),
      ]),
    });
    expect(
      (await get('/risk/assessments/01HAAAAAAAAAAAAAAAAAAAAAAA/explanation'))
        .status,
    ).toBe(404);

    const hidden = await setUp({ visible: [] });
    const unseen = await hidden.deploy('payments', 11, 900);
    expect(
      (await hidden.get(`/risk/assessments/${unseen.assessmentId}/explanation`))
        .status,
    ).toBe(404);
  });

  it('shows the card of the serving model', async () => {
    const { get } = await setUp();
    const response = await get('/risk/model');
    expect(response.body).toMatchObject({ id: 'example' });
  });

  it.each([
    ['/risk/entities/component/default/nobody', 404],
    ['/risk/assessments/nothing', 404],
    ['/gate/decisions/nothing', 404],
    ['/risk/entities/component/default/payments/trend?days=soon', 400],
  ])('answers %s with %s', async (path, status) => {
    const { get } = await setUp();
    const response = await get(path);
    expect(response.status).toBe(status);
  });

  it.each([
    '/risk/entities/component/default/payments',
    '/risk/entities/component/default/payments/trend',
    '/risk/rollup/system/default/shop',
    '/risk/assessments/any',
    '/risk/model',
    '/gate/decisions/any',
  ])(
    'refuses %s without the permission, and without credentials',
    async path => {
      const { app, get } = await setUp({ allow: false });
      expect((await get(path)).status).toBe(403);
      const nobody = await request(app)
        .get(path)
        .set('Authorization', mockCredentials.none.header());
      expect(nobody.status).toBe(401);
    },
  );
});
