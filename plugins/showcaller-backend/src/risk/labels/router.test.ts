import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { DeploymentLabel } from '@showcaller/backstage-plugin-showcaller-common';
import express from 'express';
import request from 'supertest';
import { EntityAccess } from '../../http/EntityAccess';
import { createLabelRouter } from './router';

const ID = 'shop/web#deployment-1';
const PATH = `/labels/${encodeURIComponent(ID)}`;
const label: DeploymentLabel = {
  deploymentId: ID,
  entityRef: 'component:default/web',
  occurredAt: '2026-06-01T00:00:00.000Z',
  outcome: 'failed',
  reasons: ['failed'],
  explanation: 'It failed.',
  maturesAt: '2026-06-08T00:00:00.000Z',
};

function setUp(
  options: { owns?: boolean; allowed?: string[]; visible?: boolean } = {},
) {
  const {
    owns = true,
    allowed = ['showcaller.read'],
    visible = true,
  } = options;
  const auditor = mockServices.auditor.mock();
  const correct = jest.fn(async () => label);
  const app = express()
    .use(
      '/labels',
      createLabelRouter({
        labels: {
          getLabel: async id => (id === ID ? label : undefined),
          correct,
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
            entities: visible
              ? [
                  {
                    apiVersion: 'backstage.io/v1alpha1',
                    kind: 'Component',
                    metadata: { name: 'web', namespace: 'default' },
                    relations: [
                      { type: 'ownedBy', targetRef: 'group:default/web' },
                    ],
                  },
                ]
              : [],
          }),
          userInfo: mockServices.userInfo.mock({
            getUserInfo: async () => ({
              userEntityRef: 'user:default/mock',
              ownershipEntityRefs: owns ? ['group:default/web'] : [],
            }),
          }),
        }),
      }),
    )
    .use(mockErrorHandler());
  const get = (path: string) =>
    request(app).get(path).set('Authorization', mockCredentials.user.header());
  const post = (body: object) =>
    request(app)
      .post(`${PATH}/correction`)
      .set('Authorization', mockCredentials.user.header())
      .send(body);
  return { get, post, correct, auditor };
}

const correction = { outcome: 'clean', reason: 'The runner had no disk left' };

describe('label routes', () => {
  it('show the label of a deployment to those who may see its entity', async () => {
    const { get } = setUp();
    const response = await get(PATH);
    expect(response.status).toBe(200);
    expect(response.body).toEqual(label);
    expect((await get('/labels/unknown')).status).toBe(404);
    expect((await setUp({ visible: false }).get(PATH)).status).toBe(404);
    expect((await setUp({ allowed: [] }).get(PATH)).status).toBe(403);
  });

  it('let owners correct it, with a reason, on record', async () => {
    const { post, correct, auditor } = setUp();
    const response = await post(correction);
    expect(response.status).toBe(200);
    expect(correct).toHaveBeenCalledWith({
      deploymentId: ID,
      correction,
      by: 'user:default/mock',
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'label-correct',
        meta: { deploymentId: ID, ...correction },
      }),
    );
  });

  it('let nobody else correct it but holders of the permission', async () => {
    const stranger = setUp({ owns: false });
    expect((await stranger.post(correction)).status).toBe(403);
    expect(stranger.correct).not.toHaveBeenCalled();
    const admin = setUp({
      owns: false,
      allowed: ['showcaller.read', 'showcaller.label.correct'],
    });
    expect((await admin.post(correction)).status).toBe(200);
  });

  it.each([
    [
      { outcome: 'clean', reason: ' x  ' },
      /body.reason: say in a few words why/,
    ],
    [{ outcome: 'fine', reason: 'It was fine' }, /body.outcome/],
    [{ ...correction, by: 'somebody' }, /by/],
  ])('refuse %j with what is wrong', async (body, message) => {
    const { post, correct } = setUp();
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(message);
    expect(correct).not.toHaveBeenCalled();
  });

  it('say that there is nothing to correct yet', async () => {
    const { post, correct } = setUp();
    correct.mockRejectedValue(new ConflictError('It has not started.'));
    expect((await post(correction)).status).toBe(409);
  });
});
