import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { InputError } from '@backstage/errors';
import type {
  BackfillDocument,
  BackfillSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import express from 'express';
import request from 'supertest';
import { openDatabase } from '../../database/openDatabase';
import { DatabaseAuditLog } from '../../audit';
import { EntityAccess } from '../../http/EntityAccess';
import type { ReceivedWebhook } from '../../ingest/types';
import { waitFor } from '../../risk/__fixtures__/waitFor';
import { ownershipOf } from '../__fixtures__/ownership';
import { numbers } from './__testUtils__/numbers';
import { BackfillRoom } from './BackfillRoom';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const PAYMENTS = 'component:default/payments';
const PATH = '/delivery/backfills';

const entity = (name: string, owner: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  relations: [{ type: 'ownedBy', targetRef: owner }],
});

describe('BackfillRoom', () => {
  const rooms: BackfillRoom[] = [];
  afterEach(async () => {
    await Promise.all(rooms.splice(0).map(room => room.stop()));
  });

  async function createRoom(
    options: {
      sources?: BackfillSource[];
      allowed?: string[];
    } = {},
  ) {
    const { sources = [numbers()], allowed = ['showcaller.read'] } = options;
    const knex = await databases.init('SQLITE_3');
    await openDatabase({
      database: mockServices.database({ knex, migrations: { skip: false } }),
    });
    const ownership = ownershipOf({
      payments: { numbers: 'shop/payments' },
      ledger: { numbers: 'shop/payments' },
      web: {},
    });
    const auditor = mockServices.auditor.mock();
    const audit = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(audit);
    const accepted: ReceivedWebhook[] = [];
    const documents: BackfillDocument[] = [];
    const room = BackfillRoom.create({
      knex,
      audit: DatabaseAuditLog.create({ knex }),
      logger: mockServices.logger.mock(),
      ownership,
      auditor,
      sources,
      accept: async event => accepted.push(event) > 0,
      addDocument: async document => documents.push(document),
      access: EntityAccess.create({
        auth: mockServices.auth(),
        httpAuth: mockServices.httpAuth(),
        permissions: mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(({ permission }) => ({
              result: allowed.includes(permission.name)
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
            })),
        }),
        catalog: catalogServiceMock({
          entities: [
            entity('payments', 'user:default/mock'),
            entity('web', 'group:default/others'),
          ],
        }),
        userInfo: mockServices.userInfo(),
      }),
    });
    rooms.push(room);
    const app = express();
    app.use(PATH, room.router);
    app.use(mockErrorHandler());
    return { room, client: request(app), ownership, auditor, audit, accepted };
  }

  it('reads the past of an owner’s component into raw events, audited', async () => {
    const { room, client, auditor, audit, accepted } = await createRoom();
    await room.start();
    const started = await client
      .post(PATH)
      .send({ entityRef: PAYMENTS, days: 30 });
    expect(started.status).toBe(202);
    expect(started.body).toMatchObject({
      entityRef: PAYMENTS,
      repository: 'shop/payments',
      source: 'numbers',
      status: 'queued',
      itemsStored: 0,
    });
    expect(started.body).not.toHaveProperty('target');
    const age = Date.now() - Date.parse(started.body.since);
    expect(age / 86_400_000).toBeCloseTo(30, 2);

    await waitFor(async () => {
      const { body } = await client.get(PATH);
      expect(body).toEqual([
        expect.objectContaining({
          entityRef: PAYMENTS,
          status: 'done',
          requests: 3,
          itemsStored: 6,
        }),
      ]);
    });
    expect(accepted).toHaveLength(6);
    expect(accepted[0]).toMatchObject({
      source: 'numbers-api',
      eventType: 'number',
      contentType: 'application/json',
      verifiedBy: 'read from https://numbers.example.com',
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'backfill-start',
        meta: { entityRef: PAYMENTS, days: 30 },
      }),
    );
    expect(audit.success).toHaveBeenCalledTimes(1);
  });

  it('shows one backfill for each visible entity that shares the repository', async () => {
    const { room, client } = await createRoom();
    await room.service.request(PAYMENTS, 'user:default/mock');
    expect((await room.service.list()).map(row => row.entityRef)).toEqual([
      'component:default/ledger',
      PAYMENTS,
    ]);
    const { body } = await client.get(PATH);
    expect(body.map((row: { entityRef: string }) => row.entityRef)).toEqual([
      PAYMENTS,
    ]);
  });

  it('is cancelled by its owner, once', async () => {
    const { client, auditor } = await createRoom();
    await client.post(PATH).send({ entityRef: PAYMENTS });
    const path = `${PATH}/component/default/payments/cancel`;
    const cancelled = await client.post(path);
    expect(cancelled.body).toMatchObject({
      entityRef: PAYMENTS,
      status: 'cancelled',
    });
    expect((await client.post(path)).status).toBe(404);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'backfill-cancel' }),
    );
  });

  it.each([
    [{ entityRef: 'component:default/web' }, 403],
    [{ entityRef: 'component:default/gone' }, 404],
    [{ entityRef: 'payments' }, 400],
    [{ entityRef: PAYMENTS, days: 0 }, 400],
    [{ entityRef: PAYMENTS, days: 9999 }, 400],
    [{ entityRef: PAYMENTS, days: 'all' }, 400],
    [{ entityRef: PAYMENTS, cursor: '1' }, 400],
    [{}, 400],
  ])('refuses %j with %i', async (body, status) => {
    const { client } = await createRoom();
    const response = await client.post(PATH).send(body);
    expect(response.status).toBe(status);
  });

  it('takes the permission in place of ownership, and needs the right to read', async () => {
    const everyone = await createRoom({
      allowed: ['showcaller.read', 'showcaller.backfill.run'],
    });
    const web = await everyone.client
      .post(PATH)
      .send({ entityRef: 'component:default/web' });
    expect(web.status).toBe(400);
    expect(web.body.error.message).toContain('names nothing that numbers');

    const nobody = await createRoom({ allowed: [] });
    expect((await nobody.client.get(PATH)).status).toBe(403);
    expect(
      (await nobody.client.post(PATH).send({ entityRef: PAYMENTS })).status,
    ).toBe(403);
    const anonymous = await nobody.client
      .get(PATH)
      .set('Authorization', mockCredentials.none.header());
    expect(anonymous.status).toBe(401);
  });

  it('reads new components by itself where the source is told to, each target once', async () => {
    const source = numbers({ automaticDays: 90 });
    const { room, ownership, accepted } = await createRoom({
      sources: [source],
    });
    await room.start();
    await waitFor(async () => expect(accepted).toHaveLength(6));
    ownership.change({
      payments: { numbers: 'shop/payments' },
      orders: { numbers: 'shop/orders' },
    });
    await waitFor(async () => expect(accepted).toHaveLength(12));
    expect(await room.service.requestNew()).toBe(0);
    const age = Date.now() - Date.parse(source.asked[0].since);
    expect(age / 86_400_000).toBeCloseTo(90, 2);
  });

  it('lets one wrong annotation spoil nothing but the wish that is about it', async () => {
    const { room } = await createRoom({
      sources: [
        numbers({
          id: 'broken',
          automaticDays: 1,
          targetOf: () => {
            throw new InputError('numbers: must be numbers');
          },
        }),
        numbers(),
      ],
    });
    expect(await room.service.requestNew()).toBe(0);
    expect(await room.service.list()).toEqual([]);
    await expect(
      room.service.request(PAYMENTS, 'user:default/mock'),
    ).rejects.toThrow('numbers: must be numbers');
  });
});
