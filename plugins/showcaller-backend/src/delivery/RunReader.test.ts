import { TestDatabases } from '@backstage/backend-test-utils';
import { migrationsDirectory } from '../database/openDatabase';
import { ownershipOf } from '../risk/__fixtures__/ownershipOf';
import { DatabaseRunReader } from './RunReader';
import { DeploymentTimeline } from './DeploymentTimeline';

jest.setTimeout(60_000);

const PAY = 'component:default/pay';
const at = (minute: number) =>
  new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString();

describe('what other rooms read of delivery', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    async function setUp() {
      const knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory: migrationsDirectory });
      return knex;
    }

    it('are runs and jobs as of a moment', async () => {
      const knex = await setUp();
      const run = (id: string, attempt: number, minute: number, sha = 'a') => ({
        id,
        repository: 'shop/pay',
        run_id: id,
        attempt,
        status: 'success',
        sha,
        sort_at: at(minute),
      });
      await knex('pipeline_run').insert([
        run('r1', 1, 0),
        run('r2', 2, 5),
        run('r3', 3, 30),
        run('other', 1, 1, 'b'),
      ]);
      await knex('pipeline_run_entity').insert(
        ['r1', 'r2', 'r3', 'other'].map((id, i) => ({
          pipeline_run_id: id,
          entity_ref: PAY,
          sort_at: at([0, 5, 30, 1][i]),
        })),
      );
      const job = (
        id: string,
        runId: string,
        status: string,
        minute: number,
      ) => ({
        id,
        repository: 'shop/pay',
        status,
        name: 'test',
        pipeline_run_id: runId,
        sha: 'a',
        finished_at: at(minute),
      });
      await knex('task_run').insert([
        job('j1', 'r1', 'failure', 3),
        job('j2', 'r2', 'success', 8),
        job('j3', 'r2', 'cancel', 8),
        job('j4', 'r2', 'success', 20),
        { ...job('j5', 'r2', 'success', 8), name: null },
      ]);
      const runs = DatabaseRunReader.create({ knex });
      const found = await runs.listRuns({
        repository: 'Shop/Pay',
        sha: 'a',
        until: at(10),
      });
      expect(found).toEqual([
        { id: 'r1', attempt: 1, begunAt: at(0) },
        { id: 'r2', attempt: 2, begunAt: at(5) },
      ]);
      const jobs = await runs.listJobs(['r1', 'r2'], at(10));
      expect(jobs.map(({ id, passed }) => [id, passed]).sort()).toEqual([
        ['j1', false],
        ['j2', true],
      ]);
      await expect(
        runs.listRecentJobs({ entityRef: PAY, until: at(10), limit: 1 }),
      ).resolves.toMatchObject([{ id: 'j2' }]);
      await expect(runs.listJobs([], at(10))).resolves.toEqual([]);
    });

    it('are deployments under way at a moment', async () => {
      const knex = await setUp();
      const deployment = (
        id: string,
        requested: number,
        finished?: number,
        entity: string = PAY,
      ) => ({
        id,
        repository: 'shop/pay',
        deployment_id: id,
        sha: 'a',
        environment: 'prod',
        status: 'running',
        entity_ref: entity,
        requested_at: at(requested),
        finished_at: finished === undefined ? null : at(finished),
        first_received_at: at(requested),
      });
      await knex('deployment').insert([
        deployment('running', 5),
        deployment('endedLater', 5, 20),
        deployment('ended', 5, 9),
        deployment('later', 11),
        deployment('longAgo', -200),
        deployment('neighbour', 6, undefined, 'component:default/cart'),
        deployment('stranger', 6, undefined, 'component:default/web'),
      ]);
      const underWay = await DeploymentTimeline.create({
        knex,
        ownership: ownershipOf(PAY),
      }).listUnderWay({
        entityRefs: [PAY, 'component:default/cart'],
        at: at(10),
        since: at(-110),
      });
      expect(underWay.map(({ id }) => id).sort()).toEqual([
        'endedLater',
        'neighbour',
        'running',
      ]);
    });

    it('are deployments that were told of late', async () => {
      const knex = await setUp();
      const told = (id: string, requested: number, received: number) => ({
        id,
        repository: 'shop/pay',
        deployment_id: id,
        sha: 'a',
        environment: 'prod',
        status: 'succeeded',
        entity_ref: PAY,
        requested_at: at(requested),
        first_received_at: at(received),
      });
      await knex('deployment').insert([
        told('live', 0, 1),
        told('late', 0, 61),
        told('before', -600, 61),
      ]);
      const timeline = DeploymentTimeline.create({
        knex,
        ownership: ownershipOf(PAY),
      });
      await expect(timeline.listToldLate('Shop/Pay', at(-1))).resolves.toEqual([
        'late',
      ]);
    });
  });
});
