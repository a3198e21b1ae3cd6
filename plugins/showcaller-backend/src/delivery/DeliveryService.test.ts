import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { at, deploymentEvent } from './__fixtures__/events';
import { month } from './__fixtures__/month';
import { ownershipOf } from './__fixtures__/ownership';
import { DeliveryService } from './DeliveryService';
import type { DeliveryListener, StoredEvent } from './types';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const catalog = {
  web: { 'github.com/project-slug': 'shop/web' },
  cart: {
    'github.com/project-slug': 'shop/mono',
    'showcaller.io/git-path': 'cart',
    'showcaller.io/environments': 'cart-live=production',
  },
  search: {
    'github.com/project-slug': 'shop/mono',
    'showcaller.io/git-path': 'search',
  },
};
const WEB = 'component:default/web';
const TABLES = [
  'change',
  'change_entity',
  'pipeline_run',
  'pipeline_run_entity',
  'task_run',
  'deployment',
  'artifact',
  'unmapped_repository',
];

function createService(knex: Knex) {
  const service = DeliveryService.create({
    knex,
    ownership: ownershipOf(catalog),
    logger: mockServices.logger.mock(),
  });
  const listener = {
    onDeploymentsChanged: jest.fn(
      async (_ids: string[], _tx: Knex.Transaction) => {},
    ),
    onChangesSeen: jest.fn(
      async (_repository: string, _tx: Knex.Transaction) => {},
    ),
  } satisfies DeliveryListener;
  service.addListener(listener);
  const apply = (...events: StoredEvent[]) =>
    knex.transaction(tx => service.apply(events, tx));
  /** Deployments reported since last asked, without the repository. */
  const reported = () => {
    const ids = listener.onDeploymentsChanged.mock.calls.flatMap(
      ([changed]) => changed,
    );
    listener.onDeploymentsChanged.mockClear();
    return ids.map(id => id.replace(/.*deployment-/, '')).sort();
  };
  return { service, listener, apply, reported };
}

async function allRows(knex: Knex) {
  const rows: Record<string, unknown[]> = {};
  for (const table of TABLES) {
    rows[table] = (await knex(table)).map(row => JSON.stringify(row)).sort();
  }
  return rows;
}

describe.each(databases.eachSupportedId())('DeliveryService on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  beforeEach(async () => {
    for (const table of [...TABLES, 'subject_event']) {
      await knex(table).delete();
    }
  });

  it('gives the same rows for events in any order, repeated, and in any batches', async () => {
    const { apply } = createService(knex);
    await apply(...month);
    const expected = await allRows(knex);
    expect(expected.pipeline_run_entity).toHaveLength(3);

    const arrivals = fc
      .tuple(
        fc.shuffledSubarray(month, { minLength: month.length }),
        fc.array(fc.nat(month.length - 1), { maxLength: 10 }),
        fc.array(fc.integer({ min: 1, max: 15 }), {
          minLength: 40,
          maxLength: 60,
        }),
      )
      .map(([shuffled, repeats, sizes]) => {
        const events = [
          ...shuffled,
          ...repeats.map(i => ({ ...month[i], receivedAt: at(9_999) })),
        ];
        return sizes.map(size => events.splice(0, size));
      });
    await fc.assert(
      fc.asyncProperty(arrivals, async batches => {
        for (const table of [...TABLES, 'subject_event']) {
          await knex(table).delete();
        }
        for (const batch of batches) {
          await apply(...batch);
        }
        expect(await allRows(knex)).toEqual(expected);
      }),
      { numRuns: 8, seed: 42 },
    );
  });

  it('gives a deployment to its entity, with tier and times', async () => {
    const { service, apply } = createService(knex);
    await apply(
      deploymentEvent('requested', { id: '1', minutes: 0, receivedAt: at(90) }),
      deploymentEvent('deployed', { id: '1', minutes: 2 }),
    );
    expect(await service.getDeployment('shop/web#deployment-1')).toEqual({
      id: 'shop/web#deployment-1',
      entityRef: WEB,
      repository: 'shop/web',
      sha: 'sha-1',
      environment: 'production',
      tier: 'production',
      status: 'succeeded',
      requestedAt: at(0),
      finishedAt: at(2),
      firstReceivedAt: at(2),
    });
    expect(
      await service.getDeployment('shop/web#deployment-2'),
    ).toBeUndefined();
  });

  it('asks for a score when a deployment is new or changed, and not when only its status did', async () => {
    const { apply, reported } = createService(knex);
    await apply(deploymentEvent('requested', { id: '1', minutes: 0 }));
    expect(reported()).toEqual(['1']);
    await apply(
      deploymentEvent('requested', { id: '1', minutes: 0 }),
      deploymentEvent('started', { id: '1', minutes: 1 }),
      deploymentEvent('deployed', { id: '1', minutes: 2 }),
    );
    expect(reported()).toEqual([]);
    await apply(
      deploymentEvent('started', { id: '1', minutes: 3, sha: 'corrected' }),
    );
    expect(reported()).toEqual(['1']);
  });

  it('asks for new scores of those whose predecessor came late, moved, failed or recovered', async () => {
    const { apply, reported } = createService(knex);
    await apply(
      deploymentEvent('requested', { id: '3', minutes: 300 }),
      deploymentEvent('failed', { id: '3', minutes: 301 }),
      deploymentEvent('requested', { id: '4', minutes: 500 }),
      deploymentEvent('requested', { id: '5', minutes: 700 }),
      deploymentEvent('requested', {
        id: 's',
        minutes: 900,
        environment: 'staging',
      }),
    );
    reported();
    await apply(deploymentEvent('requested', { id: '2', minutes: 100 }));
    // 3 failed, so 4 follows from 2 as well; 5 follows from 4.
    expect(reported()).toEqual(['2', '3', '4']);
    await apply(deploymentEvent('failed', { id: '4', minutes: 501 }));
    expect(reported()).toEqual(['5']);
    await apply(deploymentEvent('deployed', { id: '4', minutes: 502 }));
    expect(reported()).toEqual(['5']);
    await apply(
      deploymentEvent('started', {
        id: '2',
        minutes: 101,
        environment: 'staging',
      }),
    );
    expect(reported()).toEqual(['2', '3', '4', 's']);
  });

  it('finds the previous deployment that did not fail, of the same entity and environment', async () => {
    const { service, apply } = createService(knex);
    await apply(
      deploymentEvent('requested', { id: '1', minutes: 10 }),
      deploymentEvent('requested', { id: '2', minutes: 20 }),
      deploymentEvent('failed', { id: '2', minutes: 21 }),
      deploymentEvent('requested', {
        id: 's',
        minutes: 25,
        environment: 'staging',
      }),
      deploymentEvent('requested', { id: '3', minutes: 30 }),
    );
    const third = await service.getDeployment('shop/web#deployment-3');
    const first = third && (await service.getPreviousDeployment(third));
    expect(first?.id).toBe('shop/web#deployment-1');
    expect(
      first && (await service.getPreviousDeployment(first)),
    ).toBeUndefined();
  });

  it('takes the new content of a replayed event, also when it moves to another subject', async () => {
    const { service, apply, reported } = createService(knex);
    const wrong = deploymentEvent('requested', { id: '1', minutes: 0 });
    await apply(wrong);
    reported();
    const corrected = deploymentEvent('requested', { id: '2', minutes: 0 });
    await apply({ ...corrected, id: wrong.id });
    expect(
      await service.getDeployment('shop/web#deployment-1'),
    ).toBeUndefined();
    expect(reported()).toEqual(['2']);
  });

  it('counts deployments and tells their statuses', async () => {
    const { service, apply } = createService(knex);
    await apply(...month);
    expect(
      await service.countDeployments({ entityRefs: [WEB, 'x'], since: at(30) }),
    ).toEqual(new Map([[WEB, { total: 3, failed: 1 }]]));
    const ids = ['d1', 'd2', 'none'].map(name => `shop/web#deployment-${name}`);
    expect(await service.getStatuses(ids)).toEqual(
      new Map([
        [ids[0], 'superseded'],
        [ids[1], 'failed'],
      ]),
    );
  });

  it('tells what webhooks told about a commit', async () => {
    const { service, apply, listener } = createService(knex);
    await apply(...month);
    expect(await service.getChange('Shop/Mono', 'a')).toMatchObject({
      repository: 'shop/mono',
      sha: 'a',
      status: 'merged',
      title: 'Change a',
      files: ['cart/x.ts', 'README.md'],
      filesTruncated: false,
      committedAt: at(0),
    });
    expect(await service.getChange('shop/mono', 'z')).toBeUndefined();
    expect(listener.onChangesSeen.mock.calls.map(([name]) => name)).toEqual([
      'shop/mono',
    ]);
  });

  it('ignores events that are nothing of delivery', async () => {
    const { apply, reported } = createService(knex);
    const branch = deploymentEvent('requested', { id: '1', minutes: 0 });
    await apply({
      ...branch,
      event: { ...branch.event, customData: undefined },
    });
    expect(reported()).toEqual([]);
    expect((await allRows(knex)).deployment).toEqual([]);
  });

  it('folds the events of a subject that arrive in concurrent transactions', async () => {
    const { service, apply } = createService(knex);
    await Promise.all([
      apply(deploymentEvent('requested', { id: '1', minutes: 0 })),
      apply(deploymentEvent('started', { id: '1', minutes: 1 })),
      apply(deploymentEvent('deployed', { id: '1', minutes: 2 })),
    ]);
    expect(await service.getDeployment('shop/web#deployment-1')).toMatchObject({
      status: 'succeeded',
      requestedAt: at(0),
      startedAt: at(1),
      finishedAt: at(2),
    });
  });
});
