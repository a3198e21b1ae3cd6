import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { at, deploymentEvent } from './__fixtures__/events';
import { ownershipOf } from './__fixtures__/ownership';
import { DeliveryRoom } from './DeliveryRoom';
import type { StoredEvent } from './types';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const WEB = 'component:default/web';

describe.each(databases.eachSupportedId())('DeploymentTimeline on %s', id => {
  let knex: Knex;
  let room: DeliveryRoom;

  const apply = (...events: StoredEvent[]) =>
    knex.transaction(tx => room.service.apply(events, tx));
  const numbers = (deployments: Array<{ id: string }>) =>
    deployments.map(one => one.id.split('-').at(-1));

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
    room = DeliveryRoom.create({
      knex,
      ownership: ownershipOf({
        web: { 'github.com/project-slug': 'shop/web' },
      }),
      config: mockServices.rootConfig(),
      logger: mockServices.logger.mock(),
    });
    await apply(
      deploymentEvent('deployed', { id: '1', minutes: 1 }),
      deploymentEvent('deployed', { id: '2', minutes: 2, environment: 'qa' }),
      deploymentEvent('failed', { id: '3', minutes: 3 }),
      deploymentEvent('requested', { id: '4', minutes: 4 }),
      {
        ...deploymentEvent('deployed', { id: '5', minutes: 5 }),
        type: 'dev.cdevents.service.rolledback.0.3.0',
      },
      deploymentEvent('deployed', {
        id: 'n',
        minutes: 2,
        repository: 'shop/none',
      }),
    );
  });

  it('lists deployments of an entity between two times, in an environment or in all', async () => {
    const { timeline } = room;
    const all = { entityRef: WEB, limit: 10 };
    expect(numbers(await timeline.list(all))).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
    ]);
    expect(
      numbers(await timeline.list({ ...all, from: at(2), to: at(4) })),
    ).toEqual(['2', '3', '4']);
    expect(numbers(await timeline.list({ ...all, environment: 'qa' }))).toEqual(
      ['2'],
    );
    expect(numbers(await timeline.list({ ...all, limit: 2 }))).toEqual([
      '1',
      '2',
    ]);
    expect(
      numbers(await timeline.list({ ...all, limit: 2, newest: true })),
    ).toEqual(['4', '5']);
    expect(await timeline.list({ ...all, entityRef: 'x' })).toEqual([]);
  });

  it('pages through all that came to an end', async () => {
    const { timeline } = room;
    const first = await timeline.listEnded({ limit: 3 });
    expect(numbers(first)).toEqual(['1', '2', '3']);
    const last = first[2];
    const after = { requestedAt: last.requestedAt, id: last.id };
    expect(numbers(await timeline.listEnded({ limit: 3, after }))).toEqual([
      '5',
    ]);
    expect(
      numbers(await timeline.listEnded({ limit: 3, since: at(3) })),
    ).toEqual(['3', '5']);
  });

  it('gives deployments by id and by the events that told of them', async () => {
    const { timeline } = room;
    const ids = ['shop/web#deployment-1', 'shop/none#deployment-n', 'x'];
    expect([...(await timeline.getMany(ids)).keys()]).toEqual([ids[0]]);
    const event = deploymentEvent('deployed', { id: '1', minutes: 1 });
    expect(await timeline.getByEvents([event.id, 'x'])).toEqual(
      new Map([[event.id, ids[0]]]),
    );
  });

  it('tells which of them said that they rolled back', async () => {
    const ids = ['1', '5'].map(one => `shop/web#deployment-${one}`);
    expect(await room.timeline.listRollBacks(ids)).toEqual(new Set([ids[1]]));
  });
});
