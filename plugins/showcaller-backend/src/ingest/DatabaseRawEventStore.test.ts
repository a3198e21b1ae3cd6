import { createHash } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { received, RECEIVED_AT } from './__testUtils__/letters';
import { eraseOldBodies } from './bodyRetention';
import { DatabaseRawEventStore } from './DatabaseRawEventStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const NOW = new Date('2026-11-20T12:00:00Z');

describe.each(databases.eachSupportedId())(
  'DatabaseRawEventStore on %s',
  id => {
    let knex: Knex;
    let store: DatabaseRawEventStore;

    beforeAll(async () => {
      knex = await databases.init(id);
      await knex.migrate.latest({ directory: migrationsDirectory });
      store = DatabaseRawEventStore.create({ knex });
    });

    afterEach(() => knex('ci_raw_event').delete());

    it('gives back the exact bytes, packed or not, text or not', async () => {
      const body = Buffer.from(
        Array.from({ length: 100_000 }, (_, i) => i % 251),
      );
      const { id: rawId } = await store.add(received(body));
      const row = await knex('ci_raw_event').where({ id: rawId }).first();
      expect(row.body.length).toBeLessThan(body.length);
      expect(row).toMatchObject({
        body_bytes: body.length,
        body_sha256: createHash('sha256').update(body).digest('hex'),
        status: 'pending',
      });
      expect((await store.read([rawId])).get(rawId)).toEqual({
        eventType: 'letter',
        headers: { 'x-event': 'letter' },
        body,
        receivedAt: RECEIVED_AT,
      });
    });

    it('stores a delivery once, however many arrive at the same time', async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () =>
          store.add(received('a', { deliveryId: 'the same' })),
        ),
      );
      expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
      expect(new Set(answers.map(answer => answer.id)).size).toBe(1);
      const other = await store.add(
        received('a', { deliveryId: 'the same', source: 'other' }),
      );
      expect(other.duplicate).toBe(false);
    });

    it('gives each event to one of many who ask at once', async () => {
      const ids: string[] = [];
      for (let index = 0; index < 20; index++) {
        ids.push((await store.add(received('a'))).id);
      }
      const claims = await Promise.all(
        ['one', 'two', 'three', 'four'].map(worker =>
          store.claim({ worker, limit: 5, now: NOW, leaseSeconds: 30 }),
        ),
      );
      const claimed = claims.flat().map(event => event.id);
      expect(new Set(claimed).size).toBe(claimed.length);
      const rest = await store.claim({
        worker: 'five',
        limit: 20,
        now: NOW,
        leaseSeconds: 30,
      });
      expect([...claimed, ...rest.map(event => event.id)].sort()).toEqual(ids);
    });

    it('frees the claims of one host and no other', async () => {
      await store.add(received('a'));
      await store.add(received('b'));
      for (const worker of ['host/1', 'host%/1']) {
        await store.claim({ worker, limit: 1, now: NOW, leaseSeconds: 30 });
      }
      await store.releaseClaims('host/');
      await expect(
        knex('ci_raw_event').whereNotNull('claimed_by').pluck('claimed_by'),
      ).resolves.toEqual(['host%/1']);
    });

    it('erases old bodies in portions and keeps their rows and hashes', async () => {
      for (let day = 1; day <= 9; day++) {
        await store.add(
          received('a', { receivedAt: `2026-11-0${day}T00:00:00.000Z` }),
        );
      }
      await expect(
        store.eraseBodies({ before: new Date('2026-11-05'), limit: 3 }),
      ).resolves.toBe(3);
      await expect(
        eraseOldBodies({ store, retention: { days: 14 }, now: NOW }),
      ).resolves.toBe(3);
      const rows = await knex('ci_raw_event').orderBy('id');
      expect(rows.map(row => row.body !== null)).toEqual([
        ...Array(6).fill(false),
        ...Array(3).fill(true),
      ]);
      expect(rows[0].body_sha256).toMatch(/^[0-9a-f]{64}$/);
      await expect(store.read([rows[0].id])).resolves.toEqual(new Map());
    });

    it('tells what waits, since when, and what failed', async () => {
      await expect(store.health(NOW)).resolves.toEqual({ pending: 0, dead: 0 });
      await store.add(
        received('a', { receivedAt: '2026-11-20T11:58:00.000Z' }),
      );
      await store.add(received('b'));
      const dead = await store.add(received('c'));
      const replayed = await store.add(
        received('d', { receivedAt: '2026-01-01T00:00:00.000Z' }),
      );
      await knex('ci_raw_event')
        .where({ id: dead.id })
        .update('status', 'dead');
      await knex('ci_raw_event')
        .where({ id: replayed.id })
        .update('priority', 1);
      await expect(store.health(NOW)).resolves.toEqual({
        pending: 3,
        dead: 1,
        oldestPendingSeconds: 120,
      });
      await expect(store.countBySource()).resolves.toEqual([
        {
          source: 'letters',
          pending: 3,
          mapped: 0,
          unmapped: 0,
          dead: 1,
          lastReceivedAt: expect.any(String),
        },
      ]);
    });
  },
);
