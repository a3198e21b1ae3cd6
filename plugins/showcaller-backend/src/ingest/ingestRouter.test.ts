import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  showcallerIngestReadPermission,
  showcallerIngestReplayPermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { waitFor } from '../risk/__fixtures__/waitFor';
import { createRoom } from './__testUtils__/createRoom';
import { received } from './__testUtils__/letters';
import { DatabaseRawEventStore } from './DatabaseRawEventStore';
import type { IngestRoom } from './IngestRoom';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const USER = mockCredentials.user.header();
const NOBODY = mockCredentials.none.header();
const UNKNOWN_ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

describe.each(databases.eachSupportedId())('ingest routes on %s', id => {
  let knex: Knex;
  const rooms: IngestRoom[] = [];

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  afterEach(async () => {
    await Promise.all(rooms.splice(0).map(room => room.stop()));
    await knex('ci_event').delete();
    await knex('ci_raw_event').delete();
  });

  /** Three letters that are mapped, one from a source that is gone, and one that is not text. */
  async function setUp(options: Parameters<typeof createRoom>[1] = {}) {
    const created = createRoom(knex, options);
    rooms.push(created.room);
    const store = DatabaseRawEventStore.create({ knex });
    const ids: string[] = [];
    for (const webhook of [
      received('a b'),
      received('c'),
      received(Buffer.from([0xff, 0xfe])),
      received('d', { source: 'gone' }),
    ]) {
      ids.push((await store.add(webhook)).id);
    }
    await created.room.start();
    await waitFor(async () => {
      expect(await created.room.health()).toMatchObject({ pending: 0 });
    });
    const get = (path: string) =>
      created.client.get(`/ingest${path}`).set('Authorization', USER);
    const replay = (body: object) =>
      created.client
        .post('/ingest/replay')
        .set('Authorization', USER)
        .send(body);
    return { ...created, store, ids, get, replay };
  }

  it('lists installed sources and those that once sent something', async () => {
    const { get } = await setUp();
    const { body } = await get('/sources');
    expect(body).toEqual([
      expect.objectContaining({ source: 'gone', configured: false, dead: 1 }),
      expect.objectContaining({
        source: 'letters',
        configured: true,
        mapped: 3,
        lastReceivedAt: '2026-11-20T12:00:00.000Z',
      }),
      {
        source: 'unsealed',
        configured: false,
        pending: 0,
        mapped: 0,
        unmapped: 0,
        dead: 0,
      },
    ]);
  });

  it('lists events, the newest first, by source and status, in pages', async () => {
    const { get, ids } = await setUp();
    const all = await get('/events');
    expect(all.body).toMatchObject({ totalItems: 4, limit: 20, offset: 0 });
    expect(all.body.items.map((row: { id: string }) => row.id)).toEqual(
      [...ids].reverse(),
    );
    const page = await get('/events?source=letters&limit=1&offset=2');
    expect(page.body).toMatchObject({
      totalItems: 3,
      items: [
        {
          id: ids[0],
          source: 'letters',
          status: 'mapped',
          attempts: 1,
          cdEvents: 2,
          mapperVersion: '1',
          verifiedBy: 'seal',
          bodyBytes: 3,
        },
      ],
    });
    const dead = await get('/events?status=dead');
    expect(dead.body.items).toMatchObject([
      {
        id: ids[3],
        reason: expect.stringContaining('No installed module handles'),
      },
    ]);
  });

  it('shows one event with its body and what it became', async () => {
    const { get, ids } = await setUp();
    const text = await get(`/events/${ids[0]}`);
    expect(text.body).toMatchObject({
      id: ids[0],
      body: 'a b',
      headers: { 'x-event': 'letter' },
      events: [{ subject: { id: 'shop/payments@a' } }, { subject: {} }],
    });
    const bytes = await get(`/events/${ids[2]}`);
    expect(bytes.status).toBe(200);
    expect(bytes.body).not.toHaveProperty('body');
    const unknown = await get(`/events/${UNKNOWN_ID}`);
    expect(unknown.status).toBe(404);
    expect(unknown.body.error.message).toContain(UNKNOWN_ID);
  });

  it('replays what is asked for, at once, and leaves a trace in the audit', async () => {
    const { replay, ids, sink, auditor, audit, room } = await setUp();
    sink.apply.mockClear();
    const response = await replay({ ids: [ids[1], UNKNOWN_ID] });
    expect(response.body).toEqual({ queued: 1 });
    await waitFor(async () => {
      expect(sink.apply).toHaveBeenCalledTimes(1);
      expect(await room.health()).toMatchObject({ pending: 0 });
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'ingest-replay',
        meta: { ids: [ids[1], UNKNOWN_ID] },
      }),
    );
    expect(audit.success).toHaveBeenCalledTimes(1);
    await expect(replay({ status: 'dead' })).resolves.toMatchObject({
      body: { queued: 1 },
    });
  });

  it.each([
    [{}, 'say which events: ids, source or status'],
    [{ ids: [] }, 'body.ids'],
    [{ ids: ['short'] }, 'body.ids.0'],
    [{ status: 'odd' }, 'body.status'],
    [{ sources: 'letters' }, 'sources'],
  ])('refuses to replay %j', async (body, message) => {
    const { replay, auditor } = await setUp();
    const response = await replay(body);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(message);
    expect(auditor.createEvent).not.toHaveBeenCalled();
  });

  it.each(['?limit=0', '?limit=101', '?offset=-1', '?status=odd', '?source='])(
    'refuses the listing %s',
    async query => {
      const { get } = await setUp();
      const response = await get(`/events${query}`);
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain('query.');
    },
  );

  it('is for those with the permission, and replay for those with another', async () => {
    const reader = await setUp({ allowed: [showcallerIngestReadPermission] });
    expect((await reader.get('/sources')).status).toBe(200);
    const refused = await reader.replay({ source: 'letters' });
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain(
      showcallerIngestReplayPermission.name,
    );
    expect(reader.auditor.createEvent).not.toHaveBeenCalled();

    const other = createRoom(knex, {
      allowed: [showcallerIngestReplayPermission],
    });
    for (const path of ['/sources', '/events', `/events/${UNKNOWN_ID}`]) {
      const authorised = await other.client
        .get(`/ingest${path}`)
        .set('Authorization', USER);
      expect({ path, status: authorised.status }).toEqual({
        path,
        status: 403,
      });
      const anonymous = await other.client
        .get(`/ingest${path}`)
        .set('Authorization', NOBODY);
      expect({ path, status: anonymous.status }).toEqual({ path, status: 401 });
    }
    const anonymous = await other.client
      .post('/ingest/replay')
      .set('Authorization', NOBODY)
      .send({ source: 'letters' });
    expect(anonymous.status).toBe(401);
  });
});
