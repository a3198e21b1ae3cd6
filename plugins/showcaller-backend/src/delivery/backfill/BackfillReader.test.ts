import { TestDatabases } from '@backstage/backend-test-utils';
import {
  VendorError,
  type BackfillDocument,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { createReader, KEY, WISH } from './__testUtils__/createReader';
import { limitedUntil, numbers, unavailable } from './__testUtils__/numbers';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('BackfillReader on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });
  afterEach(async () => {
    await knex('delivery_backfill').delete();
    await knex('ci_raw_event').delete();
  });

  const room = (
    source = numbers(),
    more: Partial<Parameters<typeof createReader>[0]> = {},
  ) => ({ source, ...createReader({ knex, source, ...more }) });

  it('reads page by page to the end and tells how far it is', async () => {
    const finished = jest.fn();
    const { source, store, reader, readDue, claimOne, storedItems } = room(
      numbers(),
      { onFinished: finished },
    );
    await store.queue(WISH);
    expect(await store.get(KEY)).toMatchObject({
      status: 'queued',
      stage: 'not begun',
      since: WISH.since,
    });
    await reader.read(await claimOne(), new AbortController().signal);
    expect(await store.get(KEY)).toMatchObject({
      status: 'running',
      stage: 'numbers, page 1',
      requests: 1,
      itemsStored: 2,
      startedAt: '2026-11-25T12:00:00.000Z',
    });
    expect(finished).not.toHaveBeenCalled();
    expect(await readDue()).toBe(2);
    expect(finished).toHaveBeenCalledTimes(1);
    expect(await store.get(KEY)).toMatchObject({
      status: 'done',
      stage: 'numbers, page 3',
      requests: 3,
      itemsStored: 6,
      finishedAt: '2026-11-25T12:00:00.000Z',
    });
    expect(new Set(await storedItems()).size).toBe(6);
    expect(source.asked.map(({ cursor, since }) => [cursor, since])).toEqual([
      [undefined, WISH.since],
      ['2', WISH.since],
      ['3', WISH.since],
    ]);
    expect(await knex('ci_raw_event').pluck('priority')).toEqual(
      Array(6).fill(1),
    );
  });

  it('repeats the page of a reader that died, and stores none of it twice', async () => {
    let stored = 0;
    const { store, reader, clock, readDue, claimOne, storedItems } = room(
      numbers(),
      {
        storeItem: keep => async item => {
          const fresh = await keep(item);
          stored += 1;
          return fresh;
        },
      },
    );
    await store.queue(WISH);
    const claim = await claimOne();
    // It stores its items and dies before it notes where to go on.
    const lost = { ...claim, token: 'of a dead process' };
    await reader.read(lost, new AbortController().signal);
    expect(stored).toBe(2);
    expect(await store.get(KEY)).toMatchObject({ stage: 'not begun' });

    expect(await readDue()).toBe(0);
    clock.seconds += 121;
    expect(await readDue()).toBe(3);
    expect(stored).toBe(8);
    expect(await storedItems()).toHaveLength(6);
    expect(await store.get(KEY)).toMatchObject({
      status: 'done',
      itemsStored: 4,
    });
  });

  it('notes no progress when a page could not be stored', async () => {
    let broken = true;
    const { store, clock, readDue, storedItems } = room(numbers(), {
      storeItem: keep => async item => {
        if (broken) {
          throw new Error('The database is away');
        }
        return keep(item);
      },
    });
    await store.queue(WISH);
    expect(await readDue()).toBe(1);
    expect(await store.get(KEY)).toMatchObject({
      status: 'waiting',
      stage: 'not begun',
      error: 'The database is away',
    });
    broken = false;
    clock.seconds += 60;
    await readDue();
    expect(await storedItems()).toHaveLength(6);
  });

  it('hands documents on before it notes where to go on', async () => {
    const document: BackfillDocument = {
      kind: 'junit',
      repository: 'shop/payments',
      sha: 'a'.repeat(40),
      name: 'numbers',
      attempt: 1,
      observedAt: '2026-09-01T00:00:00Z',
      body: Buffer.from('<testsuites/>'),
    };
    const source = numbers();
    const { readPage } = source;
    const taken: BackfillDocument[] = [];
    let broken = true;
    const { store, clock, readDue } = room(
      {
        ...source,
        readPage: async request => ({
          ...(await readPage(request)),
          documents: [document],
        }),
      },
      {
        storeDocument: async ({ document: one }) => {
          if (broken) {
            throw new Error('The database is away');
          }
          taken.push(one);
        },
      },
    );
    await store.queue(WISH);
    await readDue();
    expect(await store.get(KEY)).toMatchObject({ stage: 'not begun' });
    broken = false;
    clock.seconds += 60;
    await readDue();
    expect(taken).toEqual([document, document, document]);
    expect(await store.get(KEY)).toMatchObject({ status: 'done' });
  });

  it('lets two replicas never read the same page', async () => {
    const { store, claimOne } = room();
    await store.queue(WISH);
    const claims = await Promise.all(
      Array.from({ length: 8 }, () =>
        store.claim({ limit: 1, busy: new Set() }),
      ),
    );
    expect(claims.flat()).toHaveLength(1);
    expect(await claimOne()).toBeUndefined();
  });

  it('writes nothing of a reader that lost its claim', async () => {
    const { store, clock, claimOne, readDue } = room();
    await store.queue(WISH);
    const slow = await claimOne();
    clock.seconds += 121;
    await readDue();
    const done = await store.get(KEY);
    const progress = {
      stage: 'late',
      itemsStored: 9,
      cursor: '2',
      notBefore: new Date(),
      waiting: false,
    };
    expect(await store.advance(slow, progress)).toBe(false);
    expect(await store.fail(slow, 'late')).toBe(false);
    const retry = { notBefore: new Date(), reason: 'late', attempts: 1 };
    expect(await store.retry(slow, retry)).toBe(false);
    expect(await store.get(KEY)).toEqual(done);
  });

  it('waits as long as the rate limit says, with everything of that source, and then goes on', async () => {
    const { source, store, clock, readDue } = room(
      numbers({ faults: [undefined, limitedUntil('2026-11-25T12:10:00Z')] }),
    );
    const other = { ...WISH, target: 'shop/orders' };
    await store.queue(WISH);
    await store.queue(other);
    await readDue();
    const rows = await store.list();
    expect(rows).toMatchObject([
      { target: 'shop/orders', status: expect.any(String) },
      { target: 'shop/payments', status: expect.any(String) },
    ]);
    const waiting = rows.filter(({ status }) => status === 'waiting');
    expect(waiting).toMatchObject([
      {
        waitingUntil: '2026-11-25T12:10:00.000Z',
        error: 'Numbers: GET /page answered 429',
      },
    ]);
    const asked = source.asked.length;
    clock.seconds += 599;
    expect(await readDue()).toBe(0);
    clock.seconds += 1;
    await readDue();
    expect(source.asked.length).toBeGreaterThan(asked);
    expect((await store.list()).map(({ status }) => status)).toEqual([
      'done',
      'done',
    ]);
  });

  it('leaves the rest of a rate limit to others when a page asks for a pause', async () => {
    const { store, clock, readDue } = room(
      numbers({ waitUntil: '2026-11-25T12:30:00Z' }),
    );
    await store.queue(WISH);
    expect(await readDue()).toBe(1);
    expect(await store.get(KEY)).toMatchObject({
      status: 'waiting',
      waitingUntil: '2026-11-25T12:30:00.000Z',
      stage: 'numbers, page 1',
    });
    clock.seconds += 1800;
    expect(await readDue()).toBe(2);
  });

  it('does not tell of a short pause between polite requests', async () => {
    const { store, clock, readDue } = room(
      numbers({ waitUntil: '2026-11-25T12:00:00.500Z' }),
    );
    await store.queue(WISH);
    expect(await readDue()).toBe(1);
    expect(await store.get(KEY)).toMatchObject({ status: 'running' });
    clock.seconds += 1;
    expect(await readDue()).toBe(2);
  });

  it('tries a passing fault again later and later, up to eight times', async () => {
    const { source, store, clock, readDue } = room(
      numbers({ faults: Array.from({ length: 20 }, unavailable) }),
    );
    await store.queue(WISH);
    const tries: number[] = [];
    while ((await store.get(KEY))?.status !== 'failed') {
      if ((await readDue()) > 0) {
        tries.push(clock.seconds);
      }
      clock.seconds += 0.5;
    }
    // Half of 2, 4, 8 … s, and the middle of the random other half; seen each half second.
    expect(tries).toEqual([0, 1.5, 4.5, 10.5, 22.5, 46.5, 94.5, 190.5]);
    expect(source.asked).toHaveLength(8);
    expect(await store.get(KEY)).toMatchObject({
      error: 'Numbers: GET /page answered 503',
      requests: 8,
    });
  });

  it('forgets failed tries once a page came through', async () => {
    const faults = [
      ...Array.from({ length: 7 }, unavailable),
      undefined,
      ...Array.from({ length: 7 }, unavailable),
    ];
    const { store, clock, readDue } = room(numbers({ faults }));
    await store.queue(WISH);
    for (let hours = 0; hours < 20; hours++) {
      await readDue();
      clock.seconds += 3600;
    }
    expect(await store.get(KEY)).toMatchObject({ status: 'done' });
    expect((await store.get(KEY))?.error).toBeUndefined();
  });

  it('ends at once what no further try can mend, and goes on from there when asked again', async () => {
    const refused = new VendorError('Numbers: GET /page answered 401', {
      kind: 'refused',
      status: 401,
    });
    const { source, store, readDue } = room(
      numbers({ faults: [undefined, refused] }),
    );
    await store.queue(WISH);
    await readDue();
    expect(await store.get(KEY)).toMatchObject({
      status: 'failed',
      error: 'Numbers: GET /page answered 401',
      stage: 'numbers, page 1',
    });
    await store.queue({ ...WISH, since: '2026-07-01T00:00:00.000Z' });
    await readDue();
    expect(source.asked.map(({ cursor }) => cursor)).toEqual([
      undefined,
      '2',
      '2',
      '3',
    ]);
    expect(await store.get(KEY)).toMatchObject({
      status: 'done',
      since: WISH.since,
      itemsStored: 6,
    });
  });

  it('begins anew when more of the past is wanted, and when it is done', async () => {
    const { source, store, readDue } = room();
    await store.queue(WISH);
    await readDue();
    await store.queue(WISH);
    expect(await store.get(KEY)).toMatchObject({
      status: 'queued',
      itemsStored: 0,
    });
    const since = '2026-01-01T00:00:00.000Z';
    await store.queue({ ...WISH, since });
    expect(await store.get(KEY)).toMatchObject({ since });
    await readDue();
    expect(source.asked.slice(3).map(({ cursor }) => cursor)).toEqual([
      undefined,
      '2',
      '3',
    ]);
  });

  it('keeps what was stored when it is cancelled, even in the middle of a page', async () => {
    const { store, readDue, reader, claimOne, storedItems } = room();
    await store.queue(WISH);
    const claim = await claimOne();
    expect(await store.cancel(KEY)).toBe(true);
    await reader.read(claim, new AbortController().signal);
    expect(await store.get(KEY)).toMatchObject({
      status: 'cancelled',
      stage: 'not begun',
    });
    expect(await storedItems()).toHaveLength(2);
    expect(await readDue()).toBe(0);
    expect(await store.cancel(KEY)).toBe(false);
  });

  it('gives its page back at once when the backend shuts down', async () => {
    const controller = new AbortController();
    const { store, readDue } = room(
      numbers({
        faults: [
          async () => {
            controller.abort(new Error('The backend shuts down'));
            controller.signal.throwIfAborted();
          },
        ],
      }),
    );
    await store.queue(WISH);
    const claims = await store.claim({ limit: 1, busy: new Set() });
    const { reader } = createReader({
      knex,
      source: numbers({
        faults: [
          async () => {
            controller.abort(new Error('The backend shuts down'));
            controller.signal.throwIfAborted();
          },
        ],
      }),
    });
    await reader.read(claims[0], controller.signal);
    expect(await store.get(KEY)).toMatchObject({ status: 'running' });
    expect(await readDue()).toBeGreaterThan(0);
  });

  it('says so when nobody reads that source any more', async () => {
    const { store, readDue } = room(numbers({ id: 'letters' }));
    await store.queue(WISH);
    await readDue();
    expect(await store.get(KEY)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('No installed module reads numbers'),
    });
  });

  it('reads by itself once and for ever', async () => {
    const { store } = room();
    expect(await store.queueOnce(WISH)).toBe(true);
    await store.cancel(KEY);
    expect(await store.queueOnce(WISH)).toBe(false);
    expect(await store.get(KEY)).toMatchObject({ status: 'cancelled' });
  });
});
