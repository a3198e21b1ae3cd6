import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { migrationsDirectory } from '../database/openDatabase';
import { deploymentEvent, event } from './__fixtures__/events';
import { ownershipOf } from './__fixtures__/ownership';
import { DeliveryService } from './DeliveryService';
import type { StoredEvent } from './types';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('news told late, on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
    const service = DeliveryService.create({
      knex,
      ownership: ownershipOf({
        web: { 'github.com/project-slug': 'shop/web' },
      }),
      logger: mockServices.logger.mock(),
    });
    const asked = new Set<string>();
    service.addListener({
      onDeploymentsChanged: async ids => {
        for (const one of ids) {
          asked.add(one.replace('shop/web#deployment-', ''));
        }
      },
    });
    return {
      apply: (...events: StoredEvent[]) =>
        knex.transaction(tx => service.apply(events, tx)),
      /** Deployments that want a new score since last asked. */
      reported: () => {
        const ids = [...asked].sort();
        asked.clear();
        return ids;
      },
    };
  }

  it('asks for new scores of those during which another turns out to have been under way, or not', async () => {
    const { apply, reported } = await setUp();
    await apply(
      deploymentEvent('requested', { id: 'a', minutes: 10 }),
      deploymentEvent('requested', {
        id: 'b',
        minutes: 30,
        environment: 'staging',
      }),
    );
    expect(reported()).toEqual(['a', 'b']);
    // In the order of time, what ends later changes nothing of what was asked for before.
    await apply(deploymentEvent('deployed', { id: 'a', minutes: 40 }));
    expect(reported()).toEqual([]);
    // Told late: it had ended before b was asked for.
    await apply(deploymentEvent('failed', { id: 'a', minutes: 20 }));
    expect(reported()).toEqual([]);
    await apply(
      deploymentEvent('requested', { id: 'c', minutes: 5 }),
      deploymentEvent('deployed', { id: 'c', minutes: 7 }),
    );
    expect(reported()).toEqual(['a', 'b', 'c']);
    await apply(deploymentEvent('requested', { id: 'old', minutes: -200 }));
    expect(reported()).toEqual(['c', 'old']);
  });

  it('asks for new scores where a run or a job of the revision is told late, not where it goes on', async () => {
    const { apply, reported } = await setUp();
    const run = {
      kind: 'pipelineRun' as const,
      repository: 'shop/web',
      runId: '7',
      attempt: 1,
      sha: 'tested',
    };
    const job = {
      kind: 'taskRun' as const,
      repository: 'shop/web',
      runId: '7',
      sha: 'tested',
    };
    await apply(event('runStarted', run, { minutes: 0 }));
    await apply(
      deploymentEvent('requested', { id: '1', minutes: 10, sha: 'tested' }),
    );
    expect(reported()).toEqual(['1']);
    await apply(
      event('runFinished', run, { minutes: 20 }),
      event('taskFinished', job, { minutes: 20 }),
      event('runStarted', { ...run, attempt: 2 }, { minutes: 30 }),
    );
    expect(reported()).toEqual([]);
    await apply(event('runStarted', { ...run, runId: '6' }, { minutes: 5 }));
    expect(reported()).toEqual(['1']);
    await apply(event('taskFinished', { ...job, runId: '6' }, { minutes: 6 }));
    expect(reported()).toEqual(['1']);
  });
});
