import type { Deployment } from '../../../delivery/types';
import { deployment } from '../../__fixtures__/deployment';
import { collect, featureRequest } from '../__fixtures__/requests';
import { DeploymentHistory, findRollBacks } from './DeploymentHistory';
import { RollbackCollector } from './RollbackCollector';

const NOW = '2026-11-20T10:00:00.000Z';

/** Deployments one day apart, the last one day before now. */
function sequence(
  revisions: string[],
  more: Record<number, Partial<Deployment>> = {},
): Deployment[] {
  return revisions.map((sha, i) => {
    const at = new Date(
      Date.parse(NOW) - (revisions.length - i) * 86_400_000,
    ).toISOString();
    return deployment({
      id: `d${i}`,
      sha,
      status: 'succeeded',
      requestedAt: at,
      finishedAt: at,
      ...more[i],
    });
  });
}

const ids = (deployments: Deployment[]) =>
  findRollBacks(deployments, NOW).map(
    ({ deployment: back, replaced }) => `${back.id} for ${replaced.id}`,
  );

describe('findRollBacks', () => {
  it.each([
    [['a', 'b', 'c'], []],
    [['a', 'b', 'a'], ['d2 for d1']],
    [['a', 'b', 'a', 'b'], ['d2 for d1']],
    [['a', 'b', 'b', 'a'], ['d3 for d2']],
    [
      ['a', 'b', 'c', 'a', 'd', 'a'],
      ['d3 for d2', 'd5 for d4'],
    ],
    [['a', 'a', 'a'], []],
  ])('in %j are %j', (revisions, expected) => {
    expect(ids(sequence(revisions))).toEqual(expected);
  });

  it('tells environments apart', () => {
    expect(
      ids(sequence(['a', 'b', 'a'], { 2: { environment: 'staging' } })),
    ).toEqual([]);
  });

  it('passes over what was known to have failed, not what failed later', () => {
    const failed = { status: 'failed' as const };
    expect(ids(sequence(['a', 'b', 'a'], { 1: failed }))).toEqual([]);
    expect(
      ids(
        sequence(['a', 'b', 'a'], {
          1: { ...failed, finishedAt: '2026-11-20T10:00:01.000Z' },
        }),
      ),
    ).toEqual(['d2 for d1']);
  });
});

describe('RollbackCollector', () => {
  function collectorOf(deployments: Deployment[]) {
    return RollbackCollector.create({
      history: DeploymentHistory.create({
        timeline: {
          list: async ({ to = '', limit }) =>
            deployments
              .filter(({ requestedAt }) => requestedAt <= to)
              .slice(-limit),
        },
      }),
    });
  }

  it('counts those of the 30 days before', async () => {
    const back = sequence(['a', 'b', 'a', 'c', 'a']);
    const old = '2026-10-01T00:00:00.000Z';
    const deployments = [
      { ...back[0], requestedAt: old },
      { ...back[1], requestedAt: old },
      { ...back[2], requestedAt: old },
      back[3],
      back[4],
    ];
    await expect(collect(collectorOf(deployments))).resolves.toMatchObject({
      source: 'earlier deployments',
      values: { rollbacks30: 1 },
    });
  });

  it('counts neither the deployment itself nor what came later', async () => {
    const deployments = [
      ...sequence(['a', 'b']),
      deployment({ id: 'this', sha: 'a', requestedAt: NOW }),
      deployment({
        id: 'later',
        sha: 'a',
        requestedAt: '2026-11-20T11:00:00.000Z',
      }),
    ];
    const { values } = await collect(collectorOf(deployments));
    expect(values).toEqual({ rollbacks30: 0 });
  });

  it('says when it did not look at all of them', async () => {
    const many = Array.from({ length: 250 }, (_, i) =>
      deployment({
        id: `d${i}`,
        sha: String(i),
        requestedAt: new Date(
          Date.parse(NOW) - (250 - i) * 60_000,
        ).toISOString(),
      }),
    );
    await expect(
      collect(collectorOf(many), featureRequest()),
    ).resolves.toMatchObject({
      source: 'earlier deployments (the last 200)',
      values: { rollbacks30: 0 },
    });
  });
});
