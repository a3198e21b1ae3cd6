import {
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  showcallerModelManagePermission,
  showcallerReadPermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import express from 'express';
import request from 'supertest';
import { migrationsDirectory } from '../../database/openDatabase';
import { EntityAccess } from '../../http/EntityAccess';
import {
  createLearningRoom,
  priorHash,
} from './__testUtils__/createLearningRoom';
import { hashOf, newModel } from './__fixtures__/newModel';
import { labelsOf } from './__fixtures__/storeAssessments';
import { writeSyntheticPrior } from './__fixtures__/syntheticModel';
import { syntheticRows } from './__fixtures__/syntheticRows';
import type { LearningRoom } from './LearningRoom';

jest.setTimeout(60_000);

const READ = showcallerReadPermission.name;
const MANAGE = showcallerModelManagePermission.name;

describe('model routes', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const rooms: LearningRoom[] = [];
  afterEach(async () => {
    await Promise.all(rooms.splice(0).map(room => room.stop()));
  });

  async function setUp(granted: string[] = [READ, MANAGE]) {
    const knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory: migrationsDirectory });
    const created = await createLearningRoom({
      knex,
      labels: labelsOf(syntheticRows({ seed: 3, count: 20 })),
      changes: {
        access: EntityAccess.create({
          auth: mockServices.auth(),
          httpAuth: mockServices.httpAuth(),
          permissions: mockServices.permissions.mock({
            authorize: async requests =>
              requests.map(({ permission }) => ({
                result: granted.includes(permission.name)
                  ? AuthorizeResult.ALLOW
                  : AuthorizeResult.DENY,
              })),
          }),
          catalog: catalogServiceMock({ entities: [] }),
          userInfo: mockServices.userInfo(),
        }),
      },
    });
    const { room } = created;
    rooms.push(room);
    await room.start();
    const app = request(
      express().use('/risk', room.router).use(mockErrorHandler()),
    );
    return { ...created, app };
  }

  it('shows health to who may read, and nothing to others', async () => {
    const { app } = await setUp([READ]);
    const { body } = await app.get('/risk/models').expect(200);
    expect(body).toMatchObject({
      ladder: { rung: 'prior', labels: 20, next: { rung: 'calibrated' } },
      serving: { hash: priorHash },
      versions: [{ hash: priorHash, status: 'champion' }],
      alerts: [],
    });
    await app.get('/risk/drift').expect(404);
    await app.get(`/risk/models/${priorHash}/evaluation`).expect(404);
    await app.get(`/risk/models/${hashOf('b')}/evaluation`).expect(404);
    await app.get('/risk/models/b/evaluation').expect(400);

    const { app: closed } = await setUp([]);
    await closed.get('/risk/models').expect(403);
    await closed.get('/risk/drift').expect(403);
    await closed.get(`/risk/models/${priorHash}/evaluation`).expect(403);
  });

  it.each([
    ['/risk/models/train', {}],
    ['/risk/models/train/1/cancel', {}],
    ['/risk/models/rollback', { reason: 'it is worse' }],
    [`/risk/models/${priorHash}/promote`, { reason: 'it is better' }],
    ['/risk/models', {}],
  ])('keeps POST %s to who may manage models', async (path, body) => {
    const { app } = await setUp([READ]);
    const answer = await app.post(path).send(body).expect(403);
    expect(answer.body.error.message).toContain('showcaller.model.manage');
  });

  it('says why there is no training yet', async () => {
    const { app } = await setUp();
    const { body } = await app.post('/risk/models/train').expect(409);
    expect(body.error.message).toMatch(
      /^Too few labels to train: 20 deployments have matured, \d+ of them failed, only 0 were scored, and 50 with 10 of each class are needed; 3 more wait for their 7 days\.$/,
    );
    await app.post('/risk/models/train/nothing/cancel').expect(404);
  });

  it('promotes and rolls back with a reason, after the model was loaded', async () => {
    const { app, room, auditor } = await setUp();
    const { onnx, text, hash, file } = writeSyntheticPrior({
      seed: 9,
      count: 500,
    });
    const stored = newModel('1', {
      hash,
      onnx,
      file: text,
      schemaHash: file.schemaHash,
    });
    const us = { by: 'showcaller', reason: 'trained' };
    await room.registry.enter(stored, 'challenger', us);
    await room.registry.enter(newModel('2'), 'challenger', us);

    await app.post(`/risk/models/${hash}/promote`).send({}).expect(400);
    await app
      .post(`/risk/models/${hash}/promote`)
      .send({ reason: ' x ' })
      .expect(400);
    const broken = await app
      .post(`/risk/models/${hashOf('2')}/promote`)
      .send({ reason: 'try it' });
    expect(broken.status).toBe(409);
    expect(broken.body.error.message).toContain('does not load');

    const promoted = await app
      .post(`/risk/models/${hash}/promote`)
      .send({ reason: 'I looked at it' })
      .expect(200);
    expect(promoted.body).toMatchObject({
      hash,
      status: 'champion',
      statusReason: 'I looked at it',
      statusChangedBy: 'user:default/mock',
    });
    const back = await app
      .post('/risk/models/rollback')
      .send({ reason: 'it was worse' })
      .expect(200);
    expect(back.body).toMatchObject({ hash: priorHash, status: 'champion' });
    expect(
      auditor.createEvent.mock.calls.filter(
        ([event]) => event.eventId === 'model-promote' && event.request,
      ),
    ).toHaveLength(2);
  });

  it('registers an ONNX model as challenger, and says what is wrong with one', async () => {
    const { app } = await setUp();
    const { onnx, file } = writeSyntheticPrior({ seed: 9, count: 500 });
    const model = {
      id: 'ours',
      version: '2026-11',
      description: 'Trained elsewhere',
      onnx: Buffer.from(onnx).toString('base64'),
      features: file.features.map(({ name }) => name),
      trainedOn: { rows: 1000, positives: 100 },
    };
    const { body } = await app.post('/risk/models').send(model).expect(201);
    expect(body).toMatchObject({
      id: 'ours',
      origin: 'registered',
      status: 'challenger',
      statusReason: 'Registered by user:default/mock: Trained elsewhere',
    });
    await app.post('/risk/models').send(model).expect(409);
    const other = writeSyntheticPrior({ seed: 10, count: 500 }).onnx;
    const taken = await app
      .post('/risk/models')
      .send({ ...model, onnx: Buffer.from(other).toString('base64') })
      .expect(409);
    expect(taken.body.error.message).toContain(
      'The registry already holds version 2026-11 of ours',
    );

    const wrong = await app
      .post('/risk/models')
      .send({ ...model, onnx: '!', trainedOn: { rows: 0, positives: 0 } })
      .expect(400);
    expect(wrong.body.error.message).toContain('body.onnx:');
    expect(wrong.body.error.message).toContain('body.trainedOn.rows:');
    const large = Buffer.alloc(8 * 1024 * 1024 + 1).toString('base64');
    await app
      .post('/risk/models')
      .send({ ...model, onnx: large })
      .expect(400);
    await app
      .post('/risk/models')
      .send({ ...model, onnx: `${large}${large}` })
      .expect(413);
  });
});
