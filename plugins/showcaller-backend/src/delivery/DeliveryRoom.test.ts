import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { at, deploymentEvent, event } from './__fixtures__/events';
import { ownershipOf } from './__fixtures__/ownership';
import { deleteExpiredEvents } from './deleteExpiredEvents';
import { DeliveryRoom } from './DeliveryRoom';
import type { StoredEvent } from './types';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const PAGE = { limit: 20, offset: 0 };

async function until(check: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await check();
      return;
    } catch (error) {
      if (attempt > 200) {
        throw error;
      }
      await new Promise(resolve => setImmediate(resolve));
    }
  }
}

describe.each(databases.eachSupportedId())('DeliveryRoom on %s', id => {
  let knex: Knex;
  const rooms: DeliveryRoom[] = [];

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  afterEach(async () => {
    await Promise.all(rooms.splice(0).map(room => room.stop()));
    for (const table of [
      'subject_event',
      'deployment',
      'change',
      'change_entity',
      'unmapped_repository',
    ]) {
      await knex(table).delete();
    }
  });

  async function setUp(components: Record<string, Record<string, string>>) {
    const ownership = ownershipOf(components);
    const room = DeliveryRoom.create({
      knex,
      ownership,
      config: mockServices.rootConfig(),
      logger: mockServices.logger.mock(),
    });
    rooms.push(room);
    const onDeploymentsChanged = jest.fn(async () => {});
    room.addListener({ onDeploymentsChanged });
    await room.start();
    const apply = (...events: StoredEvent[]) =>
      knex.transaction(tx => room.service.apply(events, tx));
    return { ownership, room, apply, onDeploymentsChanged };
  }

  it('keeps what nobody owns on the unmapped list and gives it away once the catalog has an owner', async () => {
    const { ownership, room, apply, onDeploymentsChanged } = await setUp({});
    await apply(
      deploymentEvent('requested', { id: '1', minutes: 5 }),
      deploymentEvent('requested', { id: '1', minutes: 5 }),
      event(
        'changeCreated',
        { kind: 'change', repository: 'shop/web', sha: 'a' },
        { minutes: 1 },
      ),
    );
    expect(onDeploymentsChanged).not.toHaveBeenCalled();
    expect(await room.listings.listUnmapped(PAGE)).toMatchObject({
      totalItems: 1,
      items: [
        {
          repository: 'shop/web',
          source: 'https://github.com/shop/web',
          events: 2,
          firstSeen: at(1),
          lastSeen: at(5),
          reason:
            'No component has the annotation github.com/project-slug: shop/web',
        },
      ],
    });

    ownership.change({ web: { 'github.com/project-slug': 'shop/web' } });
    await until(async () => {
      expect((await room.listings.listUnmapped(PAGE)).items).toEqual([]);
    });
    expect(onDeploymentsChanged).toHaveBeenCalledWith(
      ['shop/web#deployment-1'],
      expect.anything(),
    );
    const page = { entityRefs: ['component:default/web'], ...PAGE };
    expect((await room.listings.listDeployments(page)).totalItems).toBe(1);
    expect((await room.listings.listChanges(page)).items).toMatchObject([
      { sha: 'a', status: 'created' },
    ]);
  });

  it('moves deployments to another entity, and asks for scores on both sides', async () => {
    const { ownership, room, apply, onDeploymentsChanged } = await setUp({
      web: { 'github.com/project-slug': 'shop/web' },
    });
    await apply(
      deploymentEvent('requested', { id: '1', minutes: 1 }),
      deploymentEvent('requested', { id: '2', minutes: 2 }),
    );
    onDeploymentsChanged.mockClear();
    ownership.change({ shop: { 'github.com/project-slug': 'shop/web' } });
    await until(async () => {
      expect(
        await room.service.getDeployment('shop/web#deployment-2'),
      ).toMatchObject({ entityRef: 'component:default/shop' });
    });
    await until(async () =>
      expect(onDeploymentsChanged).toHaveBeenCalledWith(
        ['shop/web#deployment-1', 'shop/web#deployment-2'],
        expect.anything(),
      ),
    );
  });

  it('forgets the events of what ended long ago and keeps its rows as they are', async () => {
    const { room, apply } = await setUp({
      web: { 'github.com/project-slug': 'shop/web' },
    });
    await apply(
      deploymentEvent('requested', { id: 'old', minutes: 0 }),
      deploymentEvent('deployed', { id: 'old', minutes: 1 }),
      deploymentEvent('requested', { id: 'alive', minutes: 0 }),
      deploymentEvent('deployed', { id: 'alive', minutes: 5_000 }),
    );
    const deleted = await deleteExpiredEvents({
      knex,
      retentionDays: 1,
      now: new Date(at(1_441 + 60)),
    });
    expect(deleted).toBe(2);
    await apply(deploymentEvent('deactivated', { id: 'old', minutes: 9_000 }));
    const statuses = await room.service.getStatuses([
      'shop/web#deployment-old',
      'shop/web#deployment-alive',
    ]);
    expect([...statuses.values()]).toEqual(['succeeded', 'succeeded']);
  });
});
