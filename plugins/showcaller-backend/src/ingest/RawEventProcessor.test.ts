import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { createWorkers } from './__testUtils__/createWorkers';
import { letters, received, wordEvents } from './__testUtils__/letters';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('RawEventProcessor on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  afterEach(async () => {
    await knex('ci_event').delete();
    await knex('ci_raw_event').delete();
  });

  it('stores the events of what waits, in the order it arrived, and hands them on', async () => {
    const { store, worker, applied, stored, statusOf } = createWorkers(knex);
    const first = await store.add(received('a b'));
    await store.add(received('c'));

    await expect(worker().processBatch()).resolves.toBe(2);

    await expect(stored()).resolves.toEqual(['a', 'b', 'c']);
    expect(applied.map(event => event.id)).toEqual(['a', 'b', 'c']);
    expect(applied[0]).toMatchObject({
      rawId: first.id,
      subjectId: 'shop/payments@a',
      occurredAt: '2026-11-20T11:00:00.000Z',
      receivedAt: '2026-11-20T12:00:00.000Z',
    });
    await expect(statusOf(first.id)).resolves.toEqual({
      status: 'mapped',
      attempts: 1,
    });
    await expect(worker().processBatch()).resolves.toBe(0);
  });

  it.each([
    [
      'whose mapper throws',
      letters({
        map: () => {
          throw new Error('line 3 is odd');
        },
      }),
      'The mapper failed: line 3 is odd',
    ],
    [
      'that give an invalid CDEvent',
      letters({
        map: ({ body }) => ({
          events: wordEvents(body).map(event => ({
            ...event,
            subject: { ...event.subject, id: '' },
          })),
        }),
      }),
      'Event 1 of 1 is not a valid CDEvent: /subject/id must NOT have fewer than 1 characters',
    ],
    [
      'whose module is gone',
      letters({ id: 'other' }),
      'No installed module handles the source letters. Install it and replay this event.',
    ],
  ])('puts events %s on the dead letters', async (_, source, reason) => {
    const { store, worker, applied, stored, statusOf } = createWorkers(knex);
    const bad = await store.add(received('a'));

    await worker({ sources: [source] }).processBatch();

    await expect(statusOf(bad.id)).resolves.toEqual({
      status: 'dead',
      attempts: 1,
      reason,
    });
    await expect(stored()).resolves.toEqual([]);
    expect(applied).toEqual([]);
  });

  it('lets a bad event hold up no other', async () => {
    const { store, worker, stored } = createWorkers(knex);
    for (const body of ['a', 'bad', 'c']) {
      await store.add(received(body));
    }
    const source = letters({
      map: ({ body }) => {
        if (body.toString() === 'bad') {
          throw new Error('bad');
        }
        return { events: wordEvents(body) };
      },
    });
    await worker({ sources: [source] }).processBatch();
    await expect(stored()).resolves.toEqual(['a', 'c']);
  });

  it('keeps and counts what a source has no use for', async () => {
    const { store, worker, statusOf } = createWorkers(knex);
    const { id: rawId } = await store.add(received('a'));
    const source = letters({ map: () => ({ unmapped: 'no use' }) });
    await worker({ sources: [source] }).processBatch();
    await expect(statusOf(rawId)).resolves.toEqual({
      status: 'unmapped',
      attempts: 1,
      reason: 'no use',
    });
  });

  it('writes nothing of an event that the sink fails on, and tries it again later and later', async () => {
    const { store, worker, sink, stored, statusOf, clock, applied } =
      createWorkers(knex);
    const { id: good } = await store.add(received('good'));
    const { id: bad } = await store.add(received('bad'));
    const apply = sink.apply.getMockImplementation();
    sink.apply.mockImplementation(async events => {
      if (events.some(event => event.id === 'bad')) {
        throw new Error('the sink is full');
      }
      await apply?.(events);
    });

    const processor = worker();
    await processor.processBatch();
    await expect(stored()).resolves.toEqual(['good']);
    expect((await statusOf(good)).status).toBe('mapped');
    for (const [attempts, delay] of [
      [1, 1],
      [2, 4],
      [3, 16],
      [4, 64],
    ]) {
      await expect(statusOf(bad)).resolves.toEqual({
        status: 'pending',
        attempts,
        reason: 'the sink is full',
      });
      clock.seconds += delay - 0.5;
      await expect(processor.processBatch()).resolves.toBe(0);
      clock.seconds += 0.5;
      await expect(processor.processBatch()).resolves.toBe(1);
    }
    await expect(statusOf(bad)).resolves.toEqual({
      status: 'dead',
      attempts: 5,
      reason: 'the sink is full',
    });

    sink.apply.mockImplementation(apply);
    await expect(store.requeue({ status: 'dead' })).resolves.toBe(1);
    await processor.processBatch();
    await expect(statusOf(bad)).resolves.toEqual({
      status: 'mapped',
      attempts: 1,
    });
    expect(applied.map(event => event.id)).toEqual(['good', 'bad']);
  });

  it('maps nothing before its mapper is prepared, and tries it again when that fails', async () => {
    const { store, worker, clock, stored, statusOf } = createWorkers(knex);
    const prepare = jest
      .fn<Promise<void>, []>()
      .mockRejectedValueOnce(new Error('the catalog is away'))
      .mockResolvedValue(undefined);
    const sources = [letters({ prepare })];
    const { id: rawId } = await store.add(received('a'));
    await worker({ sources }).processBatch();
    await expect(statusOf(rawId)).resolves.toEqual({
      status: 'pending',
      attempts: 1,
      reason: 'the catalog is away',
    });
    clock.seconds += 2;
    await worker({ sources }).processBatch();
    await expect(stored()).resolves.toEqual(['a']);
  });

  it('takes up after its lease what a process left that died in between', async () => {
    const { store, worker, now, clock, stored } = createWorkers(knex);
    await store.add(received('a'));
    await store.claim({
      worker: 'dies',
      limit: 10,
      now: now(),
      leaseSeconds: 30,
    });

    clock.seconds = 29;
    await expect(worker().processBatch()).resolves.toBe(0);
    clock.seconds = 30;
    await expect(worker().processBatch()).resolves.toBe(1);
    await expect(stored()).resolves.toEqual(['a']);
  });

  it('undoes everything when another worker took the event over meanwhile', async () => {
    const { store, worker, sink, stored, statusOf } = createWorkers(knex);
    const { id: rawId } = await store.add(received('a'));
    const processor = worker();
    const read = store.read.bind(store);
    jest.spyOn(store, 'read').mockImplementationOnce(async ids => {
      await knex('ci_raw_event').update({ claimed_by: 'another' });
      return read(ids);
    });

    await processor.processBatch();

    await expect(stored()).resolves.toEqual([]);
    expect(sink.apply).not.toHaveBeenCalled();
    await expect(statusOf(rawId)).resolves.toEqual({
      status: 'pending',
      attempts: 0,
    });
  });

  it('stops in between when it is told to', async () => {
    const { store, worker, stored, sink } = createWorkers(knex);
    for (let index = 0; index < 60; index++) {
      await store.add(received(`word-${index}`));
    }
    const stopping = new AbortController();
    sink.apply.mockImplementation(async () => stopping.abort());
    await worker().processBatch(stopping.signal);
    const done = await stored();
    expect(done.length).toBeGreaterThan(0);
    expect(done.length).toBeLessThan(60);
    await expect(
      knex('ci_raw_event').where({ status: 'mapped' }).pluck('id'),
    ).resolves.toHaveLength(done.length);
  });

  it('shares the work between two workers without doing any of it twice', async () => {
    const { store, worker, applied } = createWorkers(knex);
    for (let index = 0; index < 220; index++) {
      await store.add(received(`word-${index}`));
    }
    const untilDone = async (name: string) => {
      const processor = worker({ name });
      let count = 0;
      for (;;) {
        const taken = await processor.processBatch();
        if (taken === 0) {
          return count;
        }
        count += taken;
      }
    };
    const counts = await Promise.all([untilDone('one'), untilDone('two')]);
    expect(counts[0] + counts[1]).toBe(220);
    expect(new Set(applied.map(event => event.id)).size).toBe(220);
    expect(applied).toHaveLength(220);
  });
});
