import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { deploymentEvent, event } from './__fixtures__/events';
import { ownershipOf } from './__fixtures__/ownership';
import { DeliveryService } from './DeliveryService';
import type { StoredEvent } from './types';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const TABLES = [
  'change',
  'change_entity',
  'pipeline_run',
  'pipeline_run_entity',
  'deployment',
  'unmapped_repository',
  'subject_event',
];

/** A statement about one of six deployments; later ones contradict earlier ones. */
const statement = fc
  .record({
    name: fc.constantFrom('requested', 'started', 'failed', 'deployed'),
    id: fc.integer({ min: 1, max: 6 }),
    minutes: fc.integer({ min: 0, max: 40 }),
    environment: fc.constantFrom('production', 'production', 'staging'),
    sha: fc.constantFrom('a', 'b'),
  })
  .map(({ name, id, ...rest }) =>
    deploymentEvent(name as 'requested', { id: String(id), ...rest }),
  );

describe.each(databases.eachSupportedId())('groups of events on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  beforeEach(async () => {
    for (const table of TABLES) {
      await knex(table).delete();
    }
  });

  function createService() {
    const service = DeliveryService.create({
      knex,
      ownership: ownershipOf({
        web: { 'github.com/project-slug': 'shop/web' },
        cart: {
          'github.com/project-slug': 'shop/mono',
          'showcaller.io/git-path': 'cart',
        },
        search: {
          'github.com/project-slug': 'shop/mono',
          'showcaller.io/git-path': 'search',
        },
      }),
      logger: mockServices.logger.mock(),
    });
    const calls: string[][] = [];
    service.addListener({
      onDeploymentsChanged: async ids => {
        calls.push(ids);
      },
    });
    const apply = (...events: StoredEvent[]) =>
      knex.transaction(tx => service.apply(events, tx));
    return { service, apply, calls };
  }

  /** What a score depends on, by deployment: its own revision, environment and time, and its predecessor. */
  async function scoredBy(service: DeliveryService) {
    const seen = new Map<string, string>();
    for (const deploymentId of await knex('deployment').pluck('id')) {
      const deployment = await service.getDeployment(deploymentId);
      if (deployment) {
        const { sha, environment, requestedAt } = deployment;
        const previous = await service.getPreviousDeployment(deployment);
        seen.set(
          deploymentId,
          JSON.stringify([sha, environment, requestedAt, previous?.id]),
        );
      }
    }
    return seen;
  }

  it('asks for a new score of every deployment whose own facts or whose predecessor changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(statement, { minLength: 1, maxLength: 6 }), {
          minLength: 1,
          maxLength: 5,
        }),
        async groups => {
          await knex('deployment').delete();
          await knex('subject_event').delete();
          const { service, apply, calls } = createService();
          const before = await scoredBy(service);
          for (const group of groups) {
            await apply(...group);
            const after = await scoredBy(service);
            const changed = [...after]
              .filter(([one, facts]) => before.get(one) !== facts)
              .map(([one]) => one);
            expect(calls.splice(0).flat()).toEqual(
              expect.arrayContaining(changed),
            );
            before.clear();
            for (const [one, facts] of after) {
              before.set(one, facts);
            }
          }
        },
      ),
      { numRuns: id === 'SQLITE_3' ? 60 : 15, seed: 5 },
    );
  });

  it('tells the listeners once', async () => {
    const { apply, calls } = createService();
    await apply(
      ...['1', '2', '3'].map(one =>
        deploymentEvent('requested', { id: one, minutes: Number(one) }),
      ),
    );
    expect(calls).toEqual([
      ['1', '2', '3'].map(one => `shop/web#deployment-${one}`),
    ]);
  });

  it('leaves a subject as it is whose events were deleted by retention, and takes the others', async () => {
    const { service, apply } = createService();
    await apply(deploymentEvent('deployed', { id: 'old', minutes: 0 }));
    await knex('subject_event').delete();
    await apply(
      deploymentEvent('failed', { id: 'old', minutes: 50 }),
      deploymentEvent('requested', { id: 'new', minutes: 51 }),
    );
    await expect(
      service.getDeployment('shop/web#deployment-old'),
    ).resolves.toMatchObject({ status: 'succeeded' });
    await expect(
      service.getDeployment('shop/web#deployment-new'),
    ).resolves.toBeDefined();
    await expect(
      knex('subject_event').distinct('subject_id'),
    ).resolves.toHaveLength(1);
  });

  it('keeps a subject open that loses an event and gets another in the same group', async () => {
    const { service, apply } = createService();
    const wrong = deploymentEvent('requested', { id: 'b', minutes: 0 });
    await apply(wrong);
    await apply(
      {
        ...deploymentEvent('requested', { id: 'a', minutes: 0 }),
        id: wrong.id,
      },
      deploymentEvent('requested', { id: 'b', minutes: 9, sha: 'right' }),
    );
    await expect(
      service.getDeployment('shop/web#deployment-a'),
    ).resolves.toMatchObject({ sha: 'sha-a' });
    await expect(
      service.getDeployment('shop/web#deployment-b'),
    ).resolves.toMatchObject({ sha: 'right' });
  });

  it('takes more subjects than one statement holds, and links the runs of a monorepo to what its changes touched', async () => {
    const { apply } = createService();
    const shas = Array.from({ length: 300 }, (_, index) => `sha-${index}`);
    const ofMono = { repository: 'shop/mono' };
    const runs = shas.map(sha =>
      event(
        'runQueued',
        { ...ofMono, kind: 'pipelineRun', sha, runId: sha, attempt: 1 },
        { minutes: 1 },
      ),
    );
    const changes = shas.map((sha, index) =>
      event(
        'changeCreated',
        {
          ...ofMono,
          kind: 'change',
          sha,
          filesModified: [index % 2 ? 'cart/x.ts' : 'search/y.ts'],
        },
        { minutes: 0 },
      ),
    );
    // Some runs are known before the changes, the others come along with them.
    await apply(...runs.slice(0, 100));
    await apply(...changes, ...runs.slice(100));
    const links = await knex('pipeline_run_entity')
      .join('pipeline_run', 'pipeline_run.id', 'pipeline_run_id')
      .select('sha', 'pipeline_run_entity.entity_ref');
    expect(new Map(links.map(link => [link.sha, link.entity_ref]))).toEqual(
      new Map(
        shas.map((sha, index) => [
          sha,
          `component:default/${index % 2 ? 'cart' : 'search'}`,
        ]),
      ),
    );
  });

  it('keeps the books of every repository of the group', async () => {
    const { apply } = createService();
    const inRepository = (repository: string) =>
      deploymentEvent('requested', {
        id: repository,
        minutes: 0,
        repository: `shop/${repository}`,
      });
    await apply(...['web', 'none', 'nobody'].map(inRepository));
    await expect(
      knex('unmapped_repository').orderBy('repository').pluck('repository'),
    ).resolves.toEqual(['shop/nobody', 'shop/none']);
  });
});
