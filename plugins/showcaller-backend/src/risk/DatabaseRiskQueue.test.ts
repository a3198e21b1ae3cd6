import { TestDatabases } from '@backstage/backend-test-utils';
import { mockServices } from '@backstage/backend-test-utils';
import { openDatabase } from '../database/openDatabase';
import { DatabaseRiskQueue } from './DatabaseRiskQueue';

jest.setTimeout(60_000);

const START = Date.parse('2026-11-20T10:00:00Z');

describe('DatabaseRiskQueue', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    async function setUp() {
      const client = await databases.init(databaseId);
      const knex = await openDatabase({
        database: mockServices.database({ knex: client }),
      });
      const clock = { now: START };
      const queue = DatabaseRiskQueue.create({
        knex,
        now: () => new Date(clock.now),
      });
      return { knex, queue, clock };
    }

    it('hands every deployment to one worker only, in the order they came', async () => {
      const { queue, clock } = await setUp();
      await queue.enqueue(['b'], 'new');
      clock.now += 1000;
      await queue.enqueue(['c', 'a', 'a'], 'new');

      const first = await queue.claim(2);
      const second = await queue.claim(2);

      expect(first.map(claim => claim.deploymentId)).toEqual(['b', 'a']);
      expect(second.map(claim => claim.deploymentId)).toEqual(['c']);
      await expect(queue.claim(2)).resolves.toEqual([]);
    });

    it('takes the claim away when the deployment changes while it is scored', async () => {
      const { knex, queue } = await setUp();
      await queue.enqueue(['a'], 'new');
      const [stale] = await queue.claim(1);
      await queue.enqueue(['a'], 'changed');

      await expect(
        knex.transaction(tx => queue.complete(stale, tx)),
      ).resolves.toBe(false);
      const [fresh] = await queue.claim(1);
      await expect(
        knex.transaction(tx => queue.complete(fresh, tx)),
      ).resolves.toBe(true);
      await expect(queue.getState()).resolves.toEqual({
        waiting: 0,
        oldestEnqueuedAt: undefined,
      });
    });

    it('keeps a postponed deployment until it is due, and calls nobody late before', async () => {
      const { knex, queue, clock } = await setUp();
      await queue.enqueue(['a'], 'new');
      const [claim] = await queue.claim(1);
      const postpone = () =>
        knex.transaction(tx =>
          queue.postpone(
            claim,
            { reason: 'signals missing', waitSeconds: 15 },
            tx,
          ),
        );

      await expect(postpone()).resolves.toBe(true);
      await expect(postpone()).resolves.toBe(false);
      clock.now += 14_000;
      await expect(queue.claim(1)).resolves.toEqual([]);
      await expect(queue.getState()).resolves.toMatchObject({ waiting: 0 });
      clock.now += 2_000;
      await expect(queue.getState()).resolves.toEqual({
        waiting: 1,
        oldestEnqueuedAt: '2026-11-20T10:00:15.000Z',
      });
      await expect(queue.claim(1)).resolves.toMatchObject([
        { deploymentId: 'a', attempts: 1 },
      ]);
    });

    it('takes wishes for later, and leaves those that wait as they are', async () => {
      const { queue, clock } = await setUp();
      await queue.enqueue(['a'], 'new');
      await queue.enqueueLater(['a', 'b'], {
        reason: 'the past was read',
        waitSeconds: 600,
      });
      await expect(queue.claim(5)).resolves.toMatchObject([
        { deploymentId: 'a' },
      ]);
      clock.now += 601_000;
      await expect(queue.claim(5)).resolves.toEqual(
        expect.arrayContaining([
          expect.objectContaining({ deploymentId: 'b' }),
        ]),
      );
    });

    it('frees everything at once where the process that claimed it cannot be alive', async () => {
      const { queue } = await setUp();
      await queue.enqueue(['a'], 'new');
      await queue.claim(1);
      await queue.releaseAll();
      await expect(queue.claim(1)).resolves.toHaveLength(1);
    });

    it('frees what a killed worker had claimed when its lease ends', async () => {
      const { queue, clock } = await setUp();
      await queue.enqueue(['a'], 'new');
      await queue.claim(1);

      clock.now += 29_000;
      await expect(queue.claim(1)).resolves.toEqual([]);
      clock.now += 2_000;
      await expect(queue.claim(1)).resolves.toMatchObject([
        { deploymentId: 'a', attempts: 0 },
      ]);
    });

    it('gives a failed deployment out again after its wait, counting the tries', async () => {
      const { queue, clock } = await setUp();
      await queue.enqueue(['a'], 'new');
      const [claim] = await queue.claim(1);
      await queue.retry(claim, { reason: 'no luck', waitSeconds: 4 });

      await expect(queue.claim(1)).resolves.toEqual([]);
      clock.now += 4_000;
      await expect(queue.claim(1)).resolves.toMatchObject([
        { deploymentId: 'a', attempts: 1 },
      ]);
    });

    it('forgets a wish whose transaction was rolled back', async () => {
      const { knex, queue } = await setUp();
      await expect(
        knex.transaction(async tx => {
          await queue.enqueue(['a'], 'new', tx);
          throw new Error('the event could not be stored');
        }),
      ).rejects.toThrow('could not be stored');
      await expect(queue.claim(1)).resolves.toEqual([]);
    });
  });
});
