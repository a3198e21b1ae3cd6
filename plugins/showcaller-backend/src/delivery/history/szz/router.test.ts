import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express from 'express';
import request from 'supertest';
import { EntityAccess } from '../../../http/EntityAccess';
import { createSzzRouter } from './router';
import type { SzzPass } from './SzzPass';

function entityOf(name: string, owner: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

const pass = (repository: string): SzzPass => ({
  repository,
  status: 'running',
  done: 20,
  total: 50,
  fixes: 120,
  skipped: { 'too many files': 1 },
});

function setUp(allowed = ['showcaller.read', 'showcaller.ingest.read']) {
  const auditor = mockServices.auditor.mock();
  const szz = {
    list: async () => [pass('shop/web'), pass('shop/secret')],
    get: async (repository: string) =>
      repository === 'shop/web' ? pass(repository) : undefined,
    request: jest.fn(),
    cancel: jest.fn(() => true),
  };
  const targets = ['web', 'cart', 'secret'].map(name => ({
    repository: `shop/${name}`,
    entityRefs: [`component:default/${name}`],
  }));
  const app = express()
    .use(
      '/szz',
      createSzzRouter({
        szz,
        repositories: {
          list: () => targets,
          of: ref =>
            targets.find(({ entityRefs }) => entityRefs.includes(ref))
              ?.repository,
        },
        auditor,
        access: EntityAccess.create({
          auth: mockServices.auth(),
          httpAuth: mockServices.httpAuth(),
          permissions: mockServices.permissions.mock({
            authorize: async asked =>
              asked.map(({ permission }) => ({
                result: allowed.includes(permission.name)
                  ? AuthorizeResult.ALLOW
                  : AuthorizeResult.DENY,
              })),
          }),
          catalog: catalogServiceMock({
            entities: [
              entityOf('web', 'group:default/mine'),
              entityOf('cart', 'group:default/theirs'),
              entityOf('plain', 'group:default/mine'),
            ],
          }),
          userInfo: mockServices.userInfo.mock({
            getUserInfo: async () => ({
              userEntityRef: 'user:default/mock',
              ownershipEntityRefs: ['group:default/mine'],
            }),
          }),
        }),
      }),
    )
    .use(mockErrorHandler());
  const call = (method: 'get' | 'post', path: string) =>
    request(app)
      [method](`/szz${path}`)
      .set('Authorization', mockCredentials.user.header());
  return { call, szz, auditor };
}

describe('routes of SZZ', () => {
  it('list how far repositories of visible components are', async () => {
    const { call } = setUp();
    const { body } = await call('get', '/');
    expect(body).toEqual([pass('shop/web')]);
    const reader = setUp(['showcaller.read']);
    expect((await reader.call('get', '/')).status).toBe(403);
  });

  it('show the pass of an entity', async () => {
    const { call } = setUp();
    const shown = await call('get', '/component/default/web');
    expect(shown.body).toEqual(pass('shop/web'));
    const never = await call('get', '/component/default/cart');
    expect(never.status).toBe(404);
    const plain = await call('get', '/component/default/plain');
    expect(plain.body.error.message).toContain('no git repository');
    expect((await call('get', '/component/default/secret')).status).toBe(404);
  });

  it('let owners start and cancel, on record', async () => {
    const { call, szz, auditor } = setUp();
    const started = await call('post', '/component/default/web');
    expect(started.status).toBe(202);
    expect(szz.request).toHaveBeenCalledWith('shop/web');
    const cancelled = await call('post', '/component/default/web/cancel');
    expect(cancelled.body).toEqual({ repository: 'shop/web', cancelled: true });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'szz-cancel' }),
    );
    const others = await call('post', '/component/default/cart');
    expect(others.status).toBe(403);
    expect(szz.request).toHaveBeenCalledTimes(1);
  });
});
