import { TestDatabases } from '@backstage/backend-test-utils';
import { createGithubWebhookSource } from '@showcaller/backstage-plugin-showcaller-backend-module-github';
import express from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import { migrationsDirectory } from '../database/openDatabase';
import { createRoom } from './__testUtils__/createRoom';
import { SECRETS, signed } from './__testUtils__/signed';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const sources = [createGithubWebhookSource({ secrets: SECRETS })];
const PING = '{"hook_id": 1}';
const LETTER = {
  'content-type': 'text/plain',
  'x-event': 'letter',
  'x-delivery': 'delivery-1',
  'x-event-seal': 'right',
};

describe.each(databases.eachSupportedId())('webhook route on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  afterEach(() => knex('ci_raw_event').delete());

  it('stores what it accepts before anything of it is read, without secrets', async () => {
    const { client, rows, sink } = createRoom(knex, { sources });
    const response = await client
      .post('/webhooks/github')
      .set(signed(PING))
      .set('Authorization', 'Bearer stolen')
      .send(PING);
    expect(response.status).toBe(202);
    expect(response.body).toEqual({
      id: expect.stringMatching(/^[0-9A-Z]{26}$/),
      status: 'accepted',
    });
    const [row] = await rows();
    expect(row).toMatchObject({
      id: response.body.id,
      source: 'github',
      delivery_id: 'delivery-1',
      event_type: 'ping',
      body_bytes: PING.length,
      verified_by: 'hmac-sha256 secret 1',
      status: 'pending',
    });
    expect(JSON.parse(row.headers)).toMatchObject({
      'content-type': 'application/json',
      'x-github-event': 'ping',
    });
    expect(row.headers).not.toMatch(/stolen|signature|sha256/i);
    expect(sink.apply).not.toHaveBeenCalled();
  });

  it('takes addresses below a source only where it wants them, and stores what the source says is the content', async () => {
    const named = {
      ...sources[0],
      subPaths: true,
      verify: ({ subPath }: { subPath?: string }) =>
        subPath === 'ci/eu'
          ? { ok: true as const, verifiedBy: 'path' }
          : { ok: false as const, status: 403 as const, reason: 'wrong path' },
      content: () => Buffer.from('{"hook_id": 2}'),
    };
    const send = (source: (typeof sources)[0], path: string) =>
      createRoom(knex, { sources: [source] })
        .client.post(path)
        .set(signed(PING))
        .send(PING);
    expect((await send(sources[0], '/webhooks/github/ci')).status).toBe(404);
    expect((await send(named, '/webhooks/github')).status).toBe(403);
    expect((await send(named, '/webhooks/github/ci/eu')).status).toBe(202);
    const [row] = await createRoom(knex, { sources }).rows();
    expect(row).toMatchObject({ verified_by: 'path', body_bytes: 14 });
  });

  it('lets no log of requests see what follows a source in the address', async () => {
    const { room } = createRoom(knex, {
      sources: [{ ...sources[0], subPaths: true }],
    });
    const logged: string[] = [];
    const app = express();
    app.use((req, res, next) => {
      res.on('finish', () => logged.push(req.originalUrl));
      next();
    });
    app.use('/api/webhooks', room.webhookRouter);
    const client = request(app);
    await client.post('/api/webhooks/github').set(signed(PING)).send(PING);
    await client.post('/api/webhooks/github/the/secret?a=b').send(PING);
    await client.get('/api/webhooks/github/the/secret');
    await client.post('/api/webhooks/nobody/secret').send(PING);
    expect(logged).toEqual([
      '/api/webhooks/github',
      '/api/webhooks/github/…',
      '/api/webhooks/github/…',
      '/api/webhooks/nobody/…',
    ]);
  });

  it('answers a redelivery with the event that is stored already', async () => {
    const { client, rows } = createRoom(knex, { sources });
    const send = () =>
      client.post('/webhooks/github').set(signed(PING)).send(PING);
    const first = await send();
    const second = await send();
    expect(second.status).toBe(200);
    expect(second.body).toEqual({ id: first.body.id, status: 'duplicate' });
    await expect(rows()).resolves.toHaveLength(1);
  });

  it('accepts both secrets while they are rotated', async () => {
    const { client, rows } = createRoom(knex, { sources });
    for (const [index, secret] of SECRETS.entries()) {
      const response = await client
        .post('/webhooks/github')
        .set(signed(PING, { secret, delivery: String(index) }))
        .send(PING);
      expect(response.status).toBe(202);
    }
    expect((await rows()).map(row => row.verified_by)).toEqual([
      'hmac-sha256 secret 1',
      'hmac-sha256 secret 2',
    ]);
  });

  const { 'x-hub-signature-256': _, ...unsigned } = signed(PING);
  const { 'x-delivery': __, ...nameless } = LETTER;
  const large = 'a'.repeat(30 * 1024 * 1024);
  it.each<[string, string, Record<string, string>, string, number, string]>([
    [
      'an altered byte',
      'github',
      signed(PING),
      '{"hook_id": 2}',
      403,
      'does not match the body',
    ],
    [
      'a wrong secret',
      'github',
      signed(PING, { secret: 'wrong' }),
      PING,
      403,
      'another secret',
    ],
    [
      'a missing signature',
      'github',
      unsigned,
      PING,
      401,
      'X-Hub-Signature-256 is missing',
    ],
    [
      'a source without a secret',
      'unsealed',
      LETTER,
      'a',
      403,
      'No secret is configured for unsealed webhooks',
    ],
    [
      'an unknown source',
      'nobody',
      signed(PING),
      PING,
      404,
      'No installed module takes webhooks at this address',
    ],
    [
      'another content type',
      'github',
      signed(PING, { type: 'text/plain' }),
      PING,
      415,
      'must be sent as application/json or application/x-www-form-urlencoded, not text/plain',
    ],
    [
      'a packed body',
      'github',
      { ...signed(PING), 'content-encoding': 'gzip' },
      PING,
      415,
      'uncompressed',
    ],
    [
      'a body of 30 MiB',
      'github',
      signed(large),
      large,
      413,
      'more than the 26214400 bytes (25 MiB)',
    ],
    [
      'a byte above the limit',
      'letters',
      LETTER,
      'a'.repeat(1001),
      413,
      'more than the 1000 bytes',
    ],
    [
      'no delivery id',
      'letters',
      nameless,
      'a',
      400,
      'The delivery id must have 1 to 255 characters',
    ],
    [
      'an endless delivery id',
      'letters',
      { ...LETTER, 'x-delivery': 'x'.repeat(256) },
      'a',
      400,
      'The delivery id must have',
    ],
    [
      'an endless event type',
      'letters',
      { ...LETTER, 'x-event': 'x'.repeat(129) },
      'a',
      400,
      'The event type must have',
    ],
  ])(
    'refuses %s and stores nothing',
    async (_what, source, headers, body, status, message) => {
      const { client, rows } = createRoom(knex, { sources });
      const response = await client
        .post(`/webhooks/${source}`)
        .set(headers)
        .send(body);
      expect(response.status).toBe(status);
      expect(response.body.error.message).toContain(message);
      await expect(rows()).resolves.toEqual([]);
    },
  );

  it('accepts a body that is just small enough', async () => {
    const { client } = createRoom(knex, { sources });
    const response = await client
      .post('/webhooks/letters')
      .set(LETTER)
      .send('a'.repeat(1000));
    expect(response.status).toBe(202);
  });

  it('refuses too many webhooks of a source in a minute, says when to come back, and hears the others', async () => {
    const { client, rows } = createRoom(knex, {
      sources,
      config: { rateLimit: { requestsPerMinute: 2 } },
    });
    const send = (delivery: string) =>
      client
        .post('/webhooks/letters')
        .set({ ...LETTER, 'x-delivery': delivery })
        .send('a');
    expect((await send('1')).status).toBe(202);
    expect((await send('2')).status).toBe(202);
    const refused = await send('3');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.body.error.message).toContain(
      'More than 2 webhooks of letters in one minute',
    );
    const other = await client
      .post('/webhooks/github')
      .set(signed(PING))
      .send(PING);
    expect(other.status).toBe(202);
    await expect(rows()).resolves.toHaveLength(3);
  });
});
