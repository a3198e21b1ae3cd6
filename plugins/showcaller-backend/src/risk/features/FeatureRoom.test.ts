import { TestDatabases } from '@backstage/backend-test-utils';
import { riskFeatures } from '@showcaller/engine/risk';
import { migrationsDirectory } from '../../database/openDatabase';
import { commit } from '../__fixtures__/commit';
import { ownershipOf } from '../__fixtures__/ownershipOf';
import { createFeatureRoom } from './__fixtures__/createFeatureRoom';
import { featureRequest } from './__fixtures__/requests';
import { seedSignals } from './__fixtures__/seedSignals';
import { collectFeatures } from './collectFeatures';

jest.setTimeout(60_000);

const ENTITY = 'component:default/payments';
const request = featureRequest();
const PREVIOUS = request.previousSha ?? '';
const FAILED = 'f'.repeat(40);

describe('FeatureRoom', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    async function setUp() {
      const knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory: migrationsDirectory });
      const createRoom = () =>
        createFeatureRoom({
          knex,
          ownership: {
            ...ownershipOf(ENTITY),
            getComponents: () => [
              {
                entityRef: ENTITY,
                environments: new Map(),
                strategyTable: 'default',
                annotations: {},
              },
            ],
          },
          getRange: async ({ head }) => ({
            commits: [
              commit({
                sha: `range of ${head}`,
                files:
                  head === FAILED
                    ? ['src/pay.ts']
                    : ['src/pay.ts', 'src/cart.ts', 'a.test.ts', 'b.tf'],
              }),
            ],
            withoutFacts: 0,
          }),
          now: () => new Date('2026-11-25T00:00:00Z'),
        });
      const collect = async () => {
        const { collectors } = createRoom();
        const { signals } = await collectFeatures({ collectors, request });
        return signals;
      };
      return { knex, createRoom, collect };
    }

    const seed = (name: string, at: string) => ({
      name,
      at: new Date(at),
      sha: request.sha,
      failedSha: FAILED,
      previousSha: PREVIOUS,
    });

    it('has somebody to ask for every feature, and a reason where nothing is known', async () => {
      const { createRoom, collect } = await setUp();
      const told = new Set(
        createRoom().collectors.flatMap(({ features }) => [...features]),
      );
      expect(
        riskFeatures.map(({ name }) => name).filter(n => !told.has(n)),
      ).toEqual([]);
      const unknown = (await collect()).filter(
        ({ value }) => value === undefined,
      );
      expect(
        Object.fromEntries(
          unknown.map(({ name, missingReason }) => [name, missingReason]),
        ),
      ).toEqual({
        ownership: 'no earlier change of these files in 365 days',
        teamexp: expect.stringContaining('about a person'),
        testpass: expect.stringContaining('no test report'),
        testtrend: expect.stringContaining('no test report'),
        flaky: expect.stringContaining('no test report'),
        reruns: expect.stringContaining('no pipeline run'),
        depvuln: expect.stringContaining('no bill of materials'),
        perfdelta: expect.stringContaining('no benchmark'),
        incdays: expect.stringContaining('no incident'),
        inchops: expect.stringContaining('no incident'),
        incoverlap: 'nothing was deployed before',
        budgetleft: 'no service level objective is defined for this service',
      });
    });

    it('collects everything there is to know', async () => {
      const { knex, collect } = await setUp();
      await seedSignals(knex, seed('past', '2026-11-20T09:00:00Z'));
      const signals = await collect();
      const values = Object.fromEntries(
        signals.map(({ name, value }) => [name, value]),
      );
      expect(values).toMatchObject({
        la: 20,
        churn90: 50,
        ownership: 0.5,
        migration: 0,
        infra: 1,
        testtouch: 0,
        testpass: 0.9,
        testtrend: 0,
        flaky: expect.any(Number),
        reruns: 1,
        depmajor: 1,
        depnew: 2,
        depvuln: 4,
        perfdelta: 0.25,
        incdays: expect.closeTo(57 / (24 * 60), 9),
        inchops: 0,
        incoverlap: 0.25,
        rollbacks30: 1,
        concurrent: 1,
        freeze: 0,
        hour: 10,
        weekday: 5,
      });
      expect(values.flaky).toBeGreaterThan(0.99);
      for (const { value, source, missingReason } of signals) {
        expect(source).not.toBe('');
        expect([value, missingReason]).toContain(undefined);
      }
    });

    it('finds the same whatever happened later', async () => {
      const { knex, collect } = await setUp();
      await seedSignals(knex, seed('past', '2026-11-20T09:00:00Z'));
      const asOfThen = await collect();
      await seedSignals(knex, {
        ...seed('later', '2026-11-20T10:00:01Z'),
        // The same names again would be the same documents.
        sha: request.sha,
      });
      await expect(collect()).resolves.toEqual(asOfThen);
      for (const { observedAt } of asOfThen) {
        expect((observedAt ?? '') <= request.occurredAt).toBe(true);
      }
    });
  });
});
