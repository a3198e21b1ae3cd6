import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { createWorkers } from './__testUtils__/createWorkers';
import { letters, received, wordEvents } from './__testUtils__/letters';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('replay on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  afterEach(async () => {
    await knex('ci_event').delete();
    await knex('ci_raw_event').delete();
  });

  it('maps the stored bytes again: new events come, changed ones change, vanished ones go', async () => {
    const { store, worker, applied, stored, statusOf } = createWorkers(knex);
    const { id: rawId } = await store.add(received('a b'));
    await store.add(received('c'));
    await worker().processBatch();

    const corrected = letters({
      mapperVersion: '2',
      map: ({ body }) => ({
        events: wordEvents(
          Buffer.from(body.toString().replace('a', 'd')),
          '2026-11-20T10:00:00Z',
        ),
      }),
    });
    await expect(store.requeue({ ids: [rawId] })).resolves.toBe(1);
    applied.length = 0;
    await worker({ sources: [corrected] }).processBatch();

    await expect(stored()).resolves.toEqual(['b', 'c', 'd']);
    expect(applied.map(event => [event.id, event.occurredAt])).toEqual([
      ['d', '2026-11-20T10:00:00.000Z'],
      ['b', '2026-11-20T10:00:00.000Z'],
    ]);
    await expect(
      knex('ci_event').where({ id: 'b' }).first(),
    ).resolves.toMatchObject({
      occurred_at: '2026-11-20T10:00:00.000Z',
      mapper_version: '2',
    });
    await expect(statusOf(rawId)).resolves.toEqual({
      status: 'mapped',
      attempts: 1,
    });
  });

  it('takes nothing away when the mapper has become worse', async () => {
    const { store, worker, stored, statusOf } = createWorkers(knex);
    const { id: rawId } = await store.add(received('a'));
    await worker().processBatch();
    await store.requeue({ status: 'mapped' });
    const broken = letters({
      map: () => {
        throw new Error('broken');
      },
    });
    await worker({ sources: [broken] }).processBatch();
    await expect(stored()).resolves.toEqual(['a']);
    expect((await statusOf(rawId)).status).toBe('dead');
  });

  it('gives one event for a payload that was delivered under several ids, with its earliest receipt', async () => {
    const { store, worker, stored, statusOf, applied } = createWorkers(knex);
    const first = await store.add(
      received('a', { receivedAt: '2026-11-20T12:00:09.000Z' }),
    );
    const second = await store.add(
      received('a', { receivedAt: '2026-11-20T12:00:01.000Z' }),
    );
    await worker().processBatch();
    await store.requeue({ ids: [first.id] });
    await worker().processBatch();

    await expect(stored()).resolves.toEqual(['a']);
    await expect(knex('ci_event').first()).resolves.toMatchObject({
      raw_id: first.id,
      received_at: '2026-11-20T12:00:01.000Z',
    });
    await expect(statusOf(second.id)).resolves.toEqual({
      status: 'mapped',
      attempts: 1,
      reason: `The same payload was delivered before, as raw event ${first.id}`,
    });
    expect(applied.at(-1)?.receivedAt).toBe('2026-11-20T12:00:01.000Z');
  });

  it('chooses by ids, source and status, and leaves alone what waits already or has no body', async () => {
    const { store, worker } = createWorkers(knex);
    const mapped = await store.add(received('a'));
    const erased = await store.add(
      received('b', { receivedAt: '2026-01-01T00:00:00.000Z' }),
    );
    await worker().processBatch();
    await store.add(received('c'));
    await store.eraseBodies({ before: new Date('2026-02-01'), limit: 10 });

    await expect(store.requeue({ source: 'other' })).resolves.toBe(0);
    await expect(store.requeue({ status: 'dead' })).resolves.toBe(0);
    await expect(store.requeue({ ids: [erased.id] })).resolves.toBe(0);
    await expect(
      store.requeue({ ids: [mapped.id], source: 'other' }),
    ).resolves.toBe(0);
    await expect(store.requeue({ source: 'letters' })).resolves.toBe(1);
    await expect(store.requeue({ source: 'letters' })).resolves.toBe(0);
  });

  it('lets what has just arrived go before what is replayed', async () => {
    const { store, worker, applied } = createWorkers(knex);
    await store.add(received('old'));
    await worker().processBatch();
    await store.requeue({ source: 'letters' });
    await store.add(received('new'));
    applied.length = 0;
    await worker().processBatch();
    expect(applied.map(event => event.id)).toEqual(['new', 'old']);
  });

  it('requeues more than one portion', async () => {
    const { store, worker } = createWorkers(knex);
    const template = await store.add(received('a'));
    await worker().processBatch();
    const row = await knex('ci_raw_event').where({ id: template.id }).first();
    await knex.batchInsert(
      'ci_raw_event',
      Array.from({ length: 1_100 }, (_, index) => ({
        ...row,
        id: `copy-${index}`,
        delivery_id: `copy-${index}`,
      })),
      50,
    );
    await expect(store.requeue({ source: 'letters' })).resolves.toBe(1_101);
  });
});
