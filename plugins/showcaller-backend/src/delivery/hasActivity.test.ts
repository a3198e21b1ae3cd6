import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { migrationsDirectory } from '../database/openDatabase';
import { deploymentEvent, event } from './__fixtures__/events';
import { ownershipOf } from './__fixtures__/ownership';
import { DeliveryService } from './DeliveryService';
import type { StoredEvent } from './types';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const WEB = 'component:default/web';
const about = { repository: 'shop/web', sha: 'a' };

describe.each(databases.eachSupportedId())('activity on %s', id => {
  async function heardOf(...events: StoredEvent[]) {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
    const service = DeliveryService.create({
      knex,
      ownership: ownershipOf({
        web: { 'github.com/project-slug': 'shop/web' },
      }),
      logger: mockServices.logger.mock(),
    });
    await knex.transaction(tx => service.apply(events, tx));
    return service;
  }

  it.each([
    [
      'a pipeline run',
      event(
        'runQueued',
        { kind: 'pipelineRun', ...about, runId: '1', attempt: 1 },
        { minutes: 0 },
      ),
    ],
    [
      'a change',
      event('changeCreated', { kind: 'change', ...about }, { minutes: 0 }),
    ],
  ])('is %s of any of the entities', async (_, told) => {
    const service = await heardOf(told);
    expect(await service.hasActivity(['component:default/x', WEB])).toBe(true);
    const many = Array.from({ length: 1_200 }, (__, i) => `component:x/${i}`);
    expect(await service.hasActivity([...many, WEB])).toBe(true);
    expect(await service.hasActivity(many)).toBe(false);
    expect(await service.hasActivity([])).toBe(false);
  });

  it('is not a deployment', async () => {
    const service = await heardOf(
      deploymentEvent('requested', { id: '1', minutes: 0 }),
    );
    expect(await service.hasActivity([WEB])).toBe(false);
  });
});
