import {
  mockErrorHandler,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  fromHex,
  leafHash,
  openCheckpoint,
  parseVerifierKey,
  toBase64,
  verifyConsistency,
  verifyInclusion,
} from '@showcaller/engine/audit';
import express from 'express';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import request from 'supertest';
import { createAuditRoom } from './__testUtils__/createAuditRoom';

jest.setTimeout(60_000);

const WEB = 'component:default/web';
const web = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'web', namespace: 'default' },
};
const decided = {
  actor: 'showcaller',
  action: 'gate.decided',
  subject: 'decision:1',
  entityRef: WEB,
  data: { outcome: 'block' },
};

describe('AuditRoom', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  async function setUp(
    databaseId: TestDatabaseId = 'SQLITE_3',
    options: Partial<Parameters<typeof createAuditRoom>[0]> = {},
  ) {
    const knex = await databases.init(databaseId);
    const made = await createAuditRoom({ knex, entities: [web], ...options });
    const app = express().use('/audit', made.room.router);
    app.use(mockErrorHandler());
    const append = async (count: number) => {
      for (let i = 0; i < count; i++) {
        await made.room.log.appendAlone({ ...decided, data: { i } });
      }
    };
    return { knex, app, append, ...made };
  }

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    it('proves every entry against a checkpoint that was signed and written outside', async () => {
      const { room, app, append, folder } = await setUp(databaseId);
      await append(7);
      await room.publish();
      await append(5);
      for (const seq of [1, 4, 7, 12]) {
        const { body: proof } = await request(app)
          .get(`/audit/entries/${seq}/proof`)
          .expect(200);
        expect(proof.treeSize).toBe(seq <= 7 ? 7 : 12);
        expect(
          verifyInclusion({
            index: seq - 1,
            size: proof.treeSize,
            leaf: leafHash(proof.canonical),
            path: proof.path.map(fromHex),
            root: fromHex(proof.root),
          }),
        ).toBe(true);
        expect(Boolean(proof.checkpoint)).toBe(seq <= 7);
      }
      const { body: proof } = await request(app).get('/audit/entries/3/proof');
      const head = openCheckpoint(
        proof.checkpoint.note,
        parseVerifierKey(proof.verifierKey),
      );
      expect(head.size).toBe(7);
      expect(toBase64(head.root)).toBe(proof.checkpoint.root);
      expect(toBase64(fromHex(proof.root))).toBe(proof.checkpoint.root);
      expect(proof.checkpoint.publishedTo).toEqual([
        '2026-11/0000000000000007.checkpoint',
      ]);
      await expect(
        readFile(path.join(folder, proof.checkpoint.publishedTo[0]), 'utf8'),
      ).resolves.toBe(proof.checkpoint.note);
    });

    it('proves that the log only grew, also over kept nodes of the tree', async () => {
      const { room, knex, app } = await setUp(databaseId);
      const some = Array.from({ length: 100 }, () => decided);
      for (let i = 0; i < 7; i++) {
        await knex.transaction(tx => room.log.appendAll(some, tx));
      }
      for (const [from, to] of [
        [1, 700],
        [256, 512],
        [300, 699],
        [512, 700],
        [700, 700],
      ]) {
        const { body } = await request(app)
          .get('/audit/consistency')
          .query({ from, to })
          .expect(200);
        expect(
          verifyConsistency({
            from,
            to,
            fromRoot: fromHex(body.fromRoot),
            toRoot: fromHex(body.toRoot),
            path: body.path.map(fromHex),
          }),
        ).toBe(true);
      }
      const { body: proof } = await request(app).get('/audit/entries/77/proof');
      expect(
        verifyInclusion({
          index: 76,
          size: 700,
          leaf: leafHash(proof.canonical),
          path: proof.path.map(fromHex),
          root: fromHex(proof.root),
        }),
      ).toBe(true);
      await room.verification.run();
      await expect(room.verification.latest()).resolves.toMatchObject({
        state: 'ok',
        entries: 700,
      });
    });

    it('checks the whole log and says what stands behind the answer', async () => {
      const { room, app, append, clock } = await setUp(databaseId);
      await request(app).get('/audit/verification').expect(404);
      await append(3);
      await room.publish();
      clock.now += 60_000;
      await append(2);
      await room.publish();
      const { body: begun } = await request(app)
        .post('/audit/verification')
        .expect(202);
      expect(['running', 'ok']).toContain(begun.state);
      await room.stop();
      const { body } = await request(app).get('/audit/verification');
      expect(body).toMatchObject({
        state: 'ok',
        entries: 6,
        checkpoints: 2,
        explanation:
          'All 6 entries are what they were when they were written; 2 signed checkpoints confirm them.',
      });
    });

    it('lists entries by filter, newest first, with an overview', async () => {
      const { room, app, append, clock } = await setUp(databaseId);
      await append(2);
      clock.now += 60_000;
      await room.log.appendAlone({
        actor: 'user:default/ada',
        action: 'gate.approved',
        subject: 'decision:1',
        texts: { reason: 'Fine' },
      });
      const { body: all } = await request(app).get('/audit/entries');
      expect(all.totalItems).toBe(3);
      expect(all.items.map(({ seq }: { seq: number }) => seq)).toEqual([
        3, 2, 1,
      ]);
      const seqs = async (query: Record<string, string>) => {
        const { body } = await request(app).get('/audit/entries').query(query);
        return body.items.map(({ seq }: { seq: number }) => seq);
      };
      await expect(seqs({ actor: 'user:default/ada' })).resolves.toEqual([3]);
      await expect(seqs({ entityRef: WEB, limit: '1' })).resolves.toEqual([2]);
      await expect(
        seqs({ action: 'gate.decided', to: '2026-11-26T10:00:30Z' }),
      ).resolves.toEqual([2, 1]);
      await expect(seqs({ from: '2026-11-26T10:00:30Z' })).resolves.toEqual([
        3,
      ]);
      const { body: overview } = await request(app).get('/audit');
      expect(overview).toMatchObject({
        entries: 3,
        oldestAt: '2026-11-26T10:00:00.000Z',
        newestAt: '2026-11-26T10:01:00.000Z',
        actions: ['gate.approved', 'gate.decided'],
        verifierKey: expect.stringMatching(
          /^portal\.example:7007\/showcaller-audit\+[0-9a-f]{8}\+/,
        ),
      });
      const { body: entry } = await request(app).get('/audit/entries/3');
      expect(entry.texts).toEqual({ reason: 'Fine' });
    });

    it('erases a text, says so in the log, and is still whole', async () => {
      const { room, app, knex } = await setUp(databaseId);
      await room.log.appendAlone({ ...decided, texts: { reason: 'By Bob' } });
      await room.publish();
      const { digest } = await knex('audit_text').first();
      await request(app).delete(`/audit/texts/${digest}`).expect(204);
      await request(app).delete(`/audit/texts/${digest}`).expect(404);
      await request(app).delete('/audit/texts/bob').expect(400);
      const entry = await room.log.get(1);
      expect(entry?.texts).toEqual({});
      expect(entry?.textDigests).toEqual({ reason: digest });
      await expect(room.log.get(2)).resolves.toMatchObject({
        action: 'audit.text-erased',
        actor: 'user:default/mock',
        subject: `text:${digest}`,
      });
      await room.verification.run();
      await expect(room.verification.latest()).resolves.toMatchObject({
        state: 'ok',
      });
    });

    it('exports canonical entries, one a line, and logs that it did', async () => {
      const { app, append } = await setUp(databaseId);
      await append(3);
      const { text } = await request(app)
        .get('/audit/export?from=2')
        .buffer(true)
        .parse((response, done) => {
          let all = '';
          response.setEncoding('utf8');
          response.on('data', part => (all += part));
          response.on('end', () => done(null, all));
        })
        .then(response => ({ text: response.body as unknown as string }));
      const seqs = text
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).seq);
      expect(seqs).toEqual([2, 3, 4]);
      expect(text).toContain('"action":"audit.exported"');
    });
  });

  it('lets those who see the entity have the proof of what is about it, and nothing else', async () => {
    const { room, app } = await setUp('SQLITE_3', {
      allow: ['showcaller.read'],
    });
    await room.log.appendAlone(decided);
    await room.log.appendAlone({ ...decided, entityRef: undefined });
    await room.log.appendAlone({
      ...decided,
      entityRef: 'component:default/hidden',
    });
    await request(app).get('/audit/entries/1/proof').expect(200);
    for (const seq of [2, 3, 4]) {
      await request(app).get(`/audit/entries/${seq}/proof`).expect(403);
    }
    for (const at of [
      '',
      '/entries',
      '/entries/1',
      '/consistency?from=1',
      '/checkpoints',
      '/verification',
      '/export',
    ]) {
      await request(app).get(`/audit${at}`).expect(403);
    }
    await request(app).post('/audit/verification').expect(403);
    const { status } = await request(app).delete(
      `/audit/texts/${'a'.repeat(64)}`,
    );
    expect(status).toBe(403);
  });

  it.each([
    ['/entries/0', 'seq'],
    ['/entries/x/proof', 'seq'],
    ['/entries?from=yesterday', 'query.from: must be a time'],
    ['/consistency?from=3&to=2', 'from has to be at most to'],
    ['/consistency', 'query.from'],
    ['/export?format=csv', 'query.format'],
    ['/checkpoints?limit=1000', 'query.limit'],
  ])('refuses %s and says what is wrong', async (at, message) => {
    const { app, append } = await setUp();
    await append(2);
    const { body } = await request(app).get(`/audit${at}`).expect(400);
    expect(body.error.message).toContain(message);
  });

  it('has no entry that was never written', async () => {
    const { app } = await setUp();
    await request(app).get('/audit/entries/1').expect(404);
    await request(app).get('/audit/entries/1/proof').expect(404);
    const { status } = await request(app).get('/audit/consistency?from=1');
    expect(status).toBe(404);
  });

  describe('checkpoints', () => {
    it('are made when there is something new, and listed newest first', async () => {
      const { room, app, append, clock } = await setUp();
      await room.publish();
      await append(1);
      await room.publish();
      clock.now += 60_000;
      await room.publish();
      await append(1);
      await room.publish();
      const { body } = await request(app).get('/audit/checkpoints');
      expect(
        body.items.map(({ size, at }: { size: number; at: string }) => [
          size,
          at,
        ]),
      ).toEqual([
        [2, '2026-11-26T10:01:00.000Z'],
        [1, '2026-11-26T10:00:00.000Z'],
      ]);
    });

    it('are signed with a key that is made once, for its owner to read only', async () => {
      const { room, folder, append, knex } = await setUp();
      await append(1);
      await room.publish();
      const file = path.join(folder, 'signing.key');
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      const key = await readFile(file, 'utf8');
      await createAuditRoom({ knex, folder });
      await expect(readFile(file, 'utf8')).resolves.toBe(key);
      await expect(readdir(path.join(folder, '2026-11'))).resolves.toEqual([
        '0000000000000001.checkpoint',
        '0000000000000001.leaves',
      ]);
    });

    it('need a configured key in production, or nothing starts', async () => {
      await expect(setUp('SQLITE_3', { isProduction: true })).rejects.toThrow(
        'need a key in production',
      );
      await expect(
        setUp('SQLITE_3', {
          isProduction: true,
          checkpoints: { keyFile: '/nonexistent/key' },
        }),
      ).rejects.toThrow('cannot be read from /nonexistent/key');
      await expect(
        setUp('SQLITE_3', { checkpoints: { key: 'secret' } }),
      ).rejects.toThrow('A signer key begins with PRIVATE+KEY+');
      await expect(
        setUp('SQLITE_3', { checkpoints: { everyMinutes: 0.5 } }),
      ).rejects.toThrow('must be a whole number of at least 1, not 0.5');
    });

    it('of a former key are still believed when it is configured, and not otherwise', async () => {
      const { room, folder, append, knex, clock } = await setUp();
      await append(2);
      await room.publish();
      const { verifierKey } = (
        await request(express().use(room.router)).get('/')
      ).body;
      const key =
        'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
      const successor = (formerKeys: string[]) =>
        createAuditRoom({ knex, folder, checkpoints: { key, formerKeys } });
      const { room: distrustful } = await successor([]);
      await distrustful.verification.run();
      await expect(distrustful.verification.latest()).resolves.toMatchObject({
        state: 'broken',
        firstBad: { seq: 2, reason: expect.stringContaining('not signed by') },
      });
      const { room: rotated, clock: later } = await successor([verifierKey]);
      later.now = clock.now + 1000;
      await rotated.log.appendAlone(decided);
      await rotated.publish();
      await rotated.verification.run();
      await expect(rotated.verification.latest()).resolves.toMatchObject({
        state: 'ok',
        checkpoints: 2,
      });
    });

    it('that were written outside before a crash are taken over', async () => {
      const { room, append, knex } = await setUp();
      await append(2);
      const commits = knex.client;
      const original = commits.query.bind(commits);
      const crash = jest
        .spyOn(commits, 'query')
        .mockImplementation((...args: unknown[]) => {
          const [, query] = args as [unknown, { sql?: string }];
          return query.sql?.includes('insert into `audit_checkpoint`')
            ? Promise.reject(new Error('crashed'))
            : original(...args);
        });
      await room.publish();
      crash.mockRestore();
      await expect(knex('audit_checkpoint')).resolves.toEqual([]);
      await room.publish();
      const [row, ...more] = await knex('audit_checkpoint');
      expect(row).toMatchObject({ size: 2, at: '2026-11-26T10:00:00.000Z' });
      expect(more).toEqual([]);
      await append(1);
      await room.publish();
      await room.verification.run();
      await expect(room.verification.latest()).resolves.toMatchObject({
        state: 'ok',
        checkpoints: 2,
      });
    });

    it('are refused, and the platform groups told once, when the log does not go on from the last one', async () => {
      const { room, append, knex, notifications, folder } = await setUp();
      await append(5);
      await room.publish();
      await knex.raw('DROP TRIGGER audit_entry_no_delete');
      await knex('audit_entry').where({ seq: 5 }).delete();
      await knex('audit_head').update({ size: 4 });
      await knex('audit_tree').update({ size: 0, edge: '[]' });
      await room.publish();
      await room.publish();
      expect(notifications.send).toHaveBeenCalledTimes(1);
      expect(notifications.send).toHaveBeenCalledWith({
        recipients: { type: 'entity', entityRef: ['group:default/platform'] },
        payload: expect.objectContaining({
          title: 'No checkpoint of the audit log was signed',
          description: expect.stringContaining(
            'entries 5 to 5 are missing: a checkpoint of 2026-11-26T10:00:00.000Z covers them',
          ),
        }),
      });
      await expect(readdir(path.join(folder, '2026-11'))).resolves.toHaveLength(
        2,
      );
    });

    it('are not made without a folder, and the check says what that means', async () => {
      const { room, app, append } = await setUp('SQLITE_3', {
        withoutFolder: true,
      });
      await append(1);
      await room.publish();
      await room.verification.run();
      const { body } = await request(app).get('/audit');
      expect(body.checkpoint).toBeUndefined();
      expect(body.verifierKey).toBe('');
      expect(body.lastVerification.explanation).toContain(
        'no checkpoints are written outside it',
      );
    });
  });

  it('tells how far the tree is behind', async () => {
    const { room, append } = await setUp();
    await append(3);
    await expect(room.health()).resolves.toEqual({ behind: 3 });
    await room.grow();
    await expect(room.health()).resolves.toEqual({ behind: 0 });
  });

  it('does not start a check while one runs elsewhere, and takes over when that one died', async () => {
    const { knex, room, clock, folder } = await setUp();
    const { room: other, clock: otherClock } = await createAuditRoom({
      knex,
      folder,
    });
    await knex('audit_verification').insert({
      id: '0',
      state: 'running',
      started_at: new Date(clock.now).toISOString(),
      seen_at: new Date(clock.now).toISOString(),
      entries: 40,
      total: 80,
      checkpoints: 0,
      explanation: 'The log is being checked.',
    });
    await expect(room.verification.start()).resolves.toMatchObject({
      state: 'running',
      progress: 0.5,
    });
    otherClock.now = clock.now + 3 * 60_000;
    await other.verification.run();
    await expect(other.verification.latest()).resolves.toMatchObject({
      state: 'ok',
    });
  });
});
