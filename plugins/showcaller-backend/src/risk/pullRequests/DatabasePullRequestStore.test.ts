import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { HEAD, scoredPart } from './__testUtils__/assessment';
import { DatabasePullRequestStore } from './DatabasePullRequestStore';
import type { PullRequestHead } from './types';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const BASE = 'b'.repeat(40);
const NEXT = 'e'.repeat(40);

const head = (changes: Partial<PullRequestHead> = {}): PullRequestHead => ({
  repository: 'shop/payments',
  number: 5,
  headSha: HEAD,
  baseSha: BASE,
  title: 'A change',
  url: 'https://github.com/shop/payments/pull/5',
  status: 'open',
  occurredAt: '2026-11-25T12:00:00.000Z',
  ...changes,
});

describe.each(databases.eachSupportedId())(
  'DatabasePullRequestStore on %s',
  id => {
    let knex: Knex;
    const clock = { seconds: 0 };
    beforeAll(async () => {
      knex = await databases.init(id);
      await knex.migrate.latest({ directory: migrationsDirectory });
    });
    beforeEach(async () => {
      clock.seconds = 0;
      await knex('pull_request').delete();
    });

    const create = () =>
      DatabasePullRequestStore.create({
        knex,
        now: () =>
          new Date(Date.parse('2026-11-25T12:00:00Z') + clock.seconds * 1000),
      });
    const note = (
      store: DatabasePullRequestStore,
      what: PullRequestHead,
      act = true,
    ) => knex.transaction(tx => store.note(what, { act, tx }));
    const complete = async (store: DatabasePullRequestStore) => {
      const [claim] = await store.claim(1);
      const parts = [scoredPart()];
      return knex.transaction(tx => store.complete(claim, { parts, tx }));
    };

    it('wants the head of an open pull request scored, once', async () => {
      const store = create();
      expect(await note(store, head())).toBe(true);
      const [claim] = await store.claim(5);
      expect(claim.pullRequest).toEqual(head());
      expect(await store.claim(5)).toEqual([]);
      clock.seconds = 61;
      expect(await store.claim(5)).toHaveLength(1);
    });

    it('does not want it again for the same head, but for another head or base', async () => {
      const store = create();
      await note(store, head());
      expect(await complete(store)).toBe(true);
      const later = '2026-11-25T12:10:00.000Z';
      expect(
        await note(store, head({ occurredAt: later, title: 'Renamed' })),
      ).toBe(false);
      expect(await store.claim(5)).toEqual([]);
      expect(
        await note(store, head({ occurredAt: later, headSha: NEXT })),
      ).toBe(true);
      await complete(store);
      expect(
        await note(
          store,
          head({ occurredAt: later, headSha: NEXT, baseSha: HEAD }),
        ),
      ).toBe(true);
    });

    it('takes the claim from whoever scores an older head', async () => {
      const store = create();
      await note(store, head());
      const [old] = await store.claim(1);
      await note(
        store,
        head({ headSha: NEXT, occurredAt: '2026-11-25T12:01:00.000Z' }),
      );
      expect(
        await knex.transaction(tx => store.complete(old, { parts: [], tx })),
      ).toBe(false);
      expect((await store.claim(1))[0].pullRequest.headSha).toBe(NEXT);
    });

    it('comes to the same in any order of arrival', async () => {
      const events = [
        head({ occurredAt: '2026-11-25T12:00:00.000Z' }),
        head({ headSha: NEXT, occurredAt: '2026-11-25T12:01:00.000Z' }),
        head({
          headSha: NEXT,
          status: 'merged',
          occurredAt: '2026-11-25T12:02:00.000Z',
        }),
      ];
      const orders = [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
      ];
      for (const order of orders) {
        await knex('pull_request').delete();
        const store = create();
        for (const index of order) {
          await note(store, events[index]);
        }
        expect(await store.claim(5)).toEqual([]);
        expect(await knex('pull_request').first()).toMatchObject({
          head_sha: NEXT,
          status: 'merged',
        });
      }
    });

    it('wants a reopened one scored again', async () => {
      const store = create();
      await note(store, head());
      await complete(store);
      await note(
        store,
        head({ status: 'closed', occurredAt: '2026-11-25T12:01:00.000Z' }),
      );
      expect(await store.claim(5)).toEqual([]);
      expect(
        await note(store, head({ occurredAt: '2026-11-25T12:02:00.000Z' })),
      ).toBe(true);
    });

    it('acts on nothing of the past, and keeps no row of what was over before it was known', async () => {
      const store = create();
      expect(await note(store, head(), false)).toBe(false);
      expect(await store.claim(5)).toEqual([]);
      await note(store, head({ number: 6, status: 'merged' }), false);
      expect(await knex('pull_request').pluck('number')).toEqual([5]);
    });

    it('wants those scored again that wait for history, or whose head was tested', async () => {
      const store = create();
      await note(store, head());
      await note(store, head({ number: 6, headSha: NEXT }));
      const claims = await store.claim(2);
      await knex.transaction(tx =>
        store.complete(claims[0], {
          parts: [scoredPart(undefined, { awaitsFacts: true })],
          tx,
        }),
      );
      await knex.transaction(tx =>
        store.complete(claims[1], {
          parts: [scoredPart()],
          tx,
        }),
      );
      const { repository } = head();
      expect(await store.wantScores({ repository, awaitsFacts: true })).toBe(1);
      expect(
        (await store.claim(5)).map(({ pullRequest }) => pullRequest.number),
      ).toEqual([5]);
      expect(await store.wantScores({ repository, shas: [NEXT] })).toBe(1);
      expect(
        (await store.claim(5)).map(({ pullRequest }) => pullRequest.number),
      ).toEqual([6]);
      expect(
        await store.wantScores({ repository: 'shop/web', shas: [NEXT] }),
      ).toBe(0);
    });

    it('gives a claim back for later', async () => {
      const store = create();
      await note(store, head());
      const [claim] = await store.claim(1);
      await store.retry(claim, new Date('2026-11-25T12:00:30Z'));
      expect(await store.claim(1)).toEqual([]);
      clock.seconds = 30;
      expect(await store.claim(1)).toMatchObject([{ attempts: 1 }]);
    });
  },
);
