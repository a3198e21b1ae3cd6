import type { IncidentRecord } from '@showcaller/backstage-plugin-showcaller-common';
import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import type { Deployment } from '../../../delivery/types';
import { commit } from '../../__fixtures__/commit';
import { deployment } from '../../__fixtures__/deployment';
import { changesBy, collect, featureRequest } from '../__fixtures__/requests';
import { incidentsOf } from './__fixtures__/incidentsOf';
import { DeploymentHistory } from './DeploymentHistory';
import { ErrorBudgetCollector } from './ErrorBudgetCollector';
import { FailureOverlapCollector } from './FailureOverlapCollector';

const request = featureRequest();
const own = [commit({ sha: 'own', files: ['a.ts', 'b.ts', 'c.ts', 'd.ts'] })];

function past(
  id: string,
  sha: string,
  day: string,
  more: Partial<Deployment> = {},
): Deployment {
  const at = `2026-${day}T10:00:00.000Z`;
  return deployment({
    id,
    sha,
    status: 'succeeded',
    requestedAt: at,
    finishedAt: at,
    ...more,
  });
}

function collectorOf(options: {
  deployments: Deployment[];
  commits?: Record<string, ChangeFacts[]>;
  incidents?: IncidentRecord[];
}) {
  const { deployments, commits = {}, incidents = [] } = options;
  return FailureOverlapCollector.create({
    changes: changesBy({ [request.sha]: own, ...commits }),
    history: DeploymentHistory.create({
      timeline: { list: async () => deployments },
    }),
    incidents: incidentsOf(incidents),
  });
}

const touching = (sha: string, ...files: string[]) => ({
  [sha]: [commit({ sha, files })],
});

describe('FailureOverlapCollector', () => {
  it('tells the share of files that deployments touched which failed, were rolled back or caused an incident', async () => {
    const { values } = await collect(
      collectorOf({
        deployments: [
          past('d1', 's1', '11-01'),
          past('d2', 's2', '11-02', { status: 'failed' }),
          past('d3', 's3', '11-03'),
          past('d4', 's1', '11-04'), // back from s3
          past('d5', 's5', '11-05'),
          past('d6', 's6', '11-06'),
        ],
        commits: {
          ...touching('s1', 'd.ts'),
          ...touching('s2', 'a.ts'),
          ...touching('s3', 'b.ts', 'x.ts'),
          ...touching('s5', 'c.ts'),
          ...touching('s6', 'd.ts'),
        },
        incidents: [
          {
            id: 'i',
            entityRef: request.entityRef,
            deploymentId: 'd5',
            openedAt: '2026-11-05T12:00:00.000Z',
            source: 'http',
          },
        ],
      }),
    );
    expect(values).toEqual({ incoverlap: 0.75 });
  });

  it('does not know failures and incidents that came later, nor those of long ago', async () => {
    const { values } = await collect(
      collectorOf({
        deployments: [
          past('d0', 's0', '02-01', { status: 'failed' }),
          past('d1', 's1', '11-19', {
            status: 'failed',
            finishedAt: '2026-11-20T10:00:00.001Z',
          }),
          past('d2', 's2', '11-19'),
        ],
        commits: {
          ...touching('s0', 'a.ts'),
          ...touching('s1', 'b.ts'),
          ...touching('s2', 'c.ts'),
        },
        incidents: [
          {
            id: 'i',
            entityRef: request.entityRef,
            deploymentId: 'd2',
            openedAt: '2026-11-20T10:00:00.000Z',
            source: 'http',
          },
        ],
      }),
    );
    expect(values).toEqual({ incoverlap: 0 });
  });

  it('says which failed deployments it could not look into', async () => {
    const deployments = [
      past('d1', 's1', '11-01', { status: 'failed' }),
      past('d2', 's2', '11-02', { status: 'failed' }),
    ];
    await expect(
      collect(collectorOf({ deployments, commits: touching('s1', 'a.ts') })),
    ).resolves.toMatchObject({
      source: 'files of failed deployments (those of 1 of 2 are not known)',
      values: { incoverlap: 0.25 },
    });
    await expect(collect(collectorOf({ deployments }))).resolves.toMatchObject({
      values: {},
      missingReason: 'the files of none of the 2 failed deployments are known',
    });
  });

  it('knows nothing of a first deployment', async () => {
    await expect(
      collect(collectorOf({ deployments: [] })),
    ).resolves.toMatchObject({
      values: {},
      missingReason: 'nothing was deployed before',
    });
  });
});

describe('ErrorBudgetCollector', () => {
  it('says that no objective is defined', async () => {
    await expect(collect(ErrorBudgetCollector.create())).resolves.toMatchObject(
      {
        values: { budgetleft: undefined },
        missingReason: 'no service level objective is defined for this service',
      },
    );
  });

  it.each([
    [0.4, 0.4],
    [-3, -1],
  ])('tells a share of %p as %p', async (share, expected) => {
    const budgets = {
      leastLeft: async () => ({ share, observedAt: request.occurredAt }),
    };
    await expect(
      collect(ErrorBudgetCollector.create({ budgets })),
    ).resolves.toMatchObject({ values: { budgetleft: expected } });
  });
});
