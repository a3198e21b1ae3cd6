import { TestDatabases } from '@backstage/backend-test-utils';
import {
  createCdEvent,
  type ShowcallerEventData,
} from '@showcaller/backstage-plugin-showcaller-common';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { storeCdEvents, type MappedEvents } from './storeCdEvents';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

/** What the mapper made of a raw event that arrived so many minutes after noon. */
function mapped(rawId: string, words: string[], minute: number): MappedEvents {
  const minutes = String(minute).padStart(2, '0');
  return {
    rawId,
    source: 'letters',
    receivedAt: `2026-11-20T12:${minutes}:00.000Z`,
    mapperVersion: String(minute),
    events: words.map(sha =>
      createCdEvent<ShowcallerEventData>({
        id: sha,
        type: 'dev.cdevents.change.created.0.4.0',
        source: 'https://example.com/shop/payments',
        timestamp: `2026-11-20T11:${minutes}:00Z`,
        subject: { id: `shop/payments@${sha}` },
        customData: { kind: 'change', repository: 'shop/payments', sha },
      }),
    ),
  };
}

describe.each(databases.eachSupportedId())('storeCdEvents on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  afterEach(() => knex('ci_event').delete());

  const store = (...group: MappedEvents[]) =>
    knex.transaction(tx => storeCdEvents(tx, group));

  it('tells of an event that several raw events give which of them it is kept under', async () => {
    const stored = await store(
      mapped('raw 1', ['a', 'b'], 5),
      mapped('raw 2', ['b', 'c'], 3),
    );
    expect(
      [...stored].map(([rawId, events]) => [
        rawId,
        events.map(event => [event.id, event.rawId, event.receivedAt]),
      ]),
    ).toEqual([
      [
        'raw 1',
        [
          ['a', 'raw 1', '2026-11-20T12:05:00.000Z'],
          ['b', 'raw 1', '2026-11-20T12:03:00.000Z'],
        ],
      ],
      [
        'raw 2',
        [
          ['b', 'raw 1', '2026-11-20T12:03:00.000Z'],
          ['c', 'raw 2', '2026-11-20T12:03:00.000Z'],
        ],
      ],
    ]);
    await expect(
      knex('ci_event').where({ id: 'b' }).first('occurred_at'),
    ).resolves.toEqual({ occurred_at: '2026-11-20T11:03:00.000Z' });
  });

  it('removes what a new mapping no longer gives, unless another of the group gives it', async () => {
    await store(
      mapped('raw 1', ['a', 'b'], 1),
      mapped('raw 2', ['b', 'c'], 2),
      mapped('raw 3', ['d'], 3),
    );
    await store(mapped('raw 2', ['b'], 4), mapped('raw 1', ['a'], 5));
    await expect(
      knex('ci_event').orderBy('id').select('id', 'raw_id'),
    ).resolves.toEqual([
      { id: 'a', raw_id: 'raw 1' },
      { id: 'b', raw_id: 'raw 2' },
      { id: 'd', raw_id: 'raw 3' },
    ]);
  });

  it('stores the same in one group as one by one', async () => {
    const words = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(words, { minLength: 1, maxLength: 8 }),
        async letters => {
          const raw = letters.map((own, index) =>
            mapped(`raw ${index}`, own, (index * 7) % 10),
          );
          await knex('ci_event').delete();
          for (const one of raw) {
            await store(one);
          }
          const expected = await knex('ci_event').orderBy('id');
          await knex('ci_event').delete();
          await store(...raw);
          expect(await knex('ci_event').orderBy('id')).toEqual(expected);
        },
      ),
      { numRuns: 25, seed: 7 },
    );
  });

  it('stores more events than one statement holds', async () => {
    const many = Array.from({ length: 1_100 }, (_, index) => `word-${index}`);
    const stored = await store(mapped('raw 1', many, 1));
    expect(stored.get('raw 1')?.map(event => event.id)).toEqual(many);
    await store(mapped('raw 1', ['word-0'], 2));
    await expect(knex('ci_event').pluck('id')).resolves.toEqual(['word-0']);
  });
});
