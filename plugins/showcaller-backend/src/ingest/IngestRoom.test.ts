import { hostname } from 'node:os';
import { TestDatabases } from '@backstage/backend-test-utils';
import { createGithubWebhookSource } from '@showcaller/backstage-plugin-showcaller-backend-module-github';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { waitFor } from '../risk/__fixtures__/waitFor';
import { createRoom } from './__testUtils__/createRoom';
import { letters, received } from './__testUtils__/letters';
import { SECRETS, signed } from './__testUtils__/signed';
import { DatabaseRawEventStore } from './DatabaseRawEventStore';
import type { IngestRoom } from './IngestRoom';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const sources = [createGithubWebhookSource({ secrets: SECRETS })];
const SHA = 'a'.repeat(40);
const FORM = 'application/x-www-form-urlencoded';

describe.each(databases.eachSupportedId())('IngestRoom on %s', id => {
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

  async function start(options: Parameters<typeof createRoom>[1] = {}) {
    const created = createRoom(knex, { sources, ...options });
    rooms.push(created.room);
    await created.room.start();
    // Without a serializer, the test client makes JSON of a Buffer.
    const post = (body: string | Buffer, headers: Record<string, string>) =>
      created.client
        .post('/webhooks/github')
        .set(headers)
        .serialize(bytes => bytes)
        .send(body);
    /** What became of the only event. */
    const outcome = async () => {
      let row: { status: string; reason?: string } = { status: 'pending' };
      await waitFor(async () => {
        [row] = await created.rows();
        expect(row.status).not.toBe('pending');
      });
      return { status: row.status, reason: row.reason };
    };
    return { ...created, post, outcome };
  }

  const push = (files: string[]) =>
    JSON.stringify({
      ref: 'refs/heads/main',
      repository: { full_name: 'Shop/Payments' },
      commits: [{ id: SHA, added: files, modified: [], removed: [] }],
    });

  it('maps a webhook as soon as it is stored, and hands its events on in the same transaction', async () => {
    const { post, outcome, sink } = await start();
    const body = push(['a']);
    await post(body, signed(body, { event: 'push' }));
    await expect(outcome()).resolves.toEqual({
      status: 'mapped',
      reason: null,
    });
    const [[events, tx]] = sink.apply.mock.calls;
    expect(events).toMatchObject([{ subjectId: `shop/payments@${SHA}` }]);
    expect(tx.isTransaction).toBe(true);
    await expect(
      knex('ci_event').select('subject_id', 'source'),
    ).resolves.toEqual([
      { subject_id: `shop/payments@${SHA}`, source: 'github' },
    ]);
  });

  it('maps a form as GitHub sends one', async () => {
    const { post, outcome } = await start();
    const body = `payload=${encodeURIComponent(push(['größe']))}`;
    await post(body, signed(body, { event: 'push', type: FORM }));
    await expect(outcome()).resolves.toMatchObject({ status: 'mapped' });
  });

  it('stores a change of 20,000 files whole', async () => {
    const { post, outcome } = await start();
    const files = Array.from(
      { length: 20_000 },
      (_, index) => `src/${index % 100}/grün-${index}.ts`,
    );
    const body = push(files);
    await post(body, signed(body, { event: 'push' }));
    await expect(outcome()).resolves.toMatchObject({ status: 'mapped' });
    const { payload } = await knex('ci_event').first();
    expect(JSON.parse(payload).customData).toMatchObject({
      filesAdded: files,
      filesTruncated: true,
    });
  });

  it('stores every commit of a push with very many', async () => {
    const { post, outcome } = await start();
    const body = JSON.stringify({
      ref: 'refs/heads/main',
      repository: { full_name: 'shop/payments' },
      commits: Array.from({ length: 2_048 }, (_, index) => ({
        id: index.toString(16).padStart(40, '0'),
      })),
    });
    await post(body, signed(body, { event: 'push' }));
    await expect(outcome()).resolves.toMatchObject({ status: 'mapped' });
    const [{ n }] = await knex('ci_event').count({ n: '*' });
    expect(Number(n)).toBe(2_048);
  });

  it.each([
    ['no JSON', '{"ref": ', 'application/json', 'The body is not JSON'],
    ['a form without its field', 'a=b', FORM, 'no field "payload"'],
    [
      'a payload without what it is about',
      '{"ref":"refs/heads/main"}',
      'application/json',
      'The payload has no repository (an object)',
    ],
    [
      'a name that is not UTF-8',
      Buffer.from('{"ref":"größe"}', 'latin1'),
      'application/json',
      'The body is not valid UTF-8',
    ],
  ])(
    'puts %s from an authentic sender on the dead letters, with the reason',
    async (_, body, type, reason) => {
      const { room, outcome, post } = await start();
      const sent = await post(body, signed(body, { event: 'push', type }));
      expect(sent.status).toBe(202);
      await expect(outcome()).resolves.toEqual({
        status: 'dead',
        reason: expect.stringContaining(reason),
      });
      await expect(knex('ci_event')).resolves.toEqual([]);
      await expect(room.health()).resolves.toEqual({ pending: 0, dead: 1 });
    },
  );

  it('keeps an event that it has no use for, and tells the sender that all is well', async () => {
    const { post, outcome } = await start();
    const sent = await post('{}', signed('{}', { event: 'star' }));
    expect(sent.status).toBe(202);
    await expect(outcome()).resolves.toEqual({
      status: 'unmapped',
      reason: "Showcaller has no use for GitHub's star events",
    });
  });

  it('goes on at once with what a killed process of this host had begun', async () => {
    const store = DatabaseRawEventStore.create({ knex });
    await store.add(received('a'));
    await store.claim({
      worker: `${hostname()}/killed`,
      limit: 10,
      now: new Date(),
      leaseSeconds: 30,
    });

    const { outcome } = await start();
    await expect(outcome()).resolves.toMatchObject({ status: 'mapped' });
  });

  it('loses and doubles nothing of a burst when it is stopped and started in between', async () => {
    const { client, room } = await start();
    const send = (index: number) =>
      client
        .post('/webhooks/letters')
        .set({
          'content-type': 'text/plain',
          'x-event': 'letter',
          'x-event-seal': 'right',
          'x-delivery': String(index),
        })
        .send(`word-${index}`);
    const indices = Array.from({ length: 100 }, (_, index) => index);
    const sent = indices.map(index => send(index));
    await Promise.all(sent.slice(0, 30));
    await room.stop();
    const answers = await Promise.all(sent);
    expect(answers.every(({ status }) => status === 202)).toBe(true);

    const { room: next } = await start();
    await waitFor(async () => {
      await expect(next.health()).resolves.toEqual({ pending: 0, dead: 0 });
    });
    const ids: string[] = await knex('ci_event').pluck('id');
    expect(ids.sort()).toEqual(indices.map(index => `word-${index}`).sort());
  });

  it('says which sources refuse everything, and erases old bodies every hour', async () => {
    const { logger, scheduler } = await start({
      config: { retention: 'P30D' },
    });
    expect(logger.warn).toHaveBeenCalledWith(
      'Webhooks of unsealed are refused: no secret is configured',
    );
    expect(scheduler.scheduleTask).toHaveBeenCalledTimes(1);
    const [task] = scheduler.scheduleTask.mock.calls[0];
    expect(task).toMatchObject({
      id: 'showcaller-ingest-retention',
      scope: 'global',
    });
    const store = DatabaseRawEventStore.create({ knex });
    const days = (count: number) =>
      new Date(Date.now() - count * 86_400_000).toISOString();
    for (const receivedAt of [days(31), days(29)]) {
      await store.add(received('a', { receivedAt, source: letters().id }));
    }
    await (task.fn as (signal: AbortSignal) => Promise<void>)(
      new AbortController().signal,
    );
    const rows = await knex('ci_raw_event').orderBy('received_at');
    expect(rows.map(row => row.body === null)).toEqual([true, false]);
    expect(logger.info).toHaveBeenCalledWith(
      'Erased the bodies of 1 old webhooks',
    );
  });
});
