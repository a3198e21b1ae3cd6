import type { Deployment } from '../../../delivery/types';
import { readLabelRules } from '../labelRules';
import { ConfigReader } from '@backstage/config';
import type { DeployedChange, LabelEvidence } from './evidence';
import { judgeDeployment } from './judgeDeployment';

const rules = readLabelRules(new ConfigReader({}));
const time = (hours: number) =>
  new Date(Date.UTC(2026, 5, 1) + hours * 3_600_000).toISOString();

function deployed(
  id: string,
  hours: number,
  fields: Partial<Deployment> = {},
): Deployment {
  return {
    id,
    entityRef: 'component:default/web',
    repository: 'shop/web',
    sha: `sha-${id}`,
    environment: 'prod',
    tier: 'production',
    status: 'succeeded',
    requestedAt: time(hours),
    firstReceivedAt: time(hours),
    ...fields,
  };
}

function change(fields: Partial<DeployedChange>): DeployedChange {
  return {
    sha: 'c'.repeat(40),
    committedAt: time(0.5),
    fix: false,
    files: [],
    ...fields,
  };
}

function evidence(fields: Partial<LabelEvidence> = {}): LabelEvidence {
  return {
    deployment: deployed('d', 0),
    rules,
    earlier: [deployed('a', -2)],
    later: [],
    environments: new Set(['prod']),
    rollBacks: new Set(),
    committedAt: new Map(),
    incidents: [],
    own: [change({ title: 'Add pay', files: ['src/pay.ts', 'src/cart.ts'] })],
    followers: [],
    ...fields,
  };
}

const judge = (fields: Partial<LabelEvidence> = {}) =>
  judgeDeployment(evidence(fields));
const back = (hours: number, fields: Partial<Deployment> = {}) =>
  deployed('r', hours, { sha: 'sha-a', ...fields });

describe('a deployment', () => {
  it('is clean when nothing speaks against it', () => {
    expect(judge()).toMatchObject({ failed: false, reasons: [] });
    const followers = [{ deployment: deployed('f', 2) }];
    expect(judge({ own: undefined, followers }).explanation).toContain(
      'Its commits are not known',
    );
  });

  it('has failed when it says so, with all other signs beside it', () => {
    const deployment = deployed('d', 0, {
      status: 'failed',
      finishedAt: time(0.1),
    });
    expect(judge({ deployment, later: [back(1)] })).toEqual({
      failed: true,
      failedAt: time(0.1),
      reasons: ['failed', 'rolled back'],
      explanation:
        'It failed; rolled back by deployment r 60 min later, to revision sha-a.',
      repairs: [],
    });
  });
});

describe('a roll back', () => {
  it.each<[string, Partial<LabelEvidence>, boolean]>([
    ['an earlier revision a little later', { later: [back(1)] }, true],
    ['too late', { later: [back(25)] }, false],
    [
      'in another environment',
      { later: [back(1, { environment: 'eu' })] },
      false,
    ],
    ['that did not succeed', { later: [back(1, { status: 'failed' })] }, false],
    [
      'that was superseded by now',
      { later: [back(1, { status: 'superseded' })] },
      true,
    ],
    [
      'to a revision that never was in place',
      { earlier: [], later: [back(1)] },
      false,
    ],
    [
      'to a revision that had failed',
      { earlier: [deployed('a', -2, { status: 'failed' })], later: [back(1)] },
      false,
    ],
    [
      'of a later deployment only',
      {
        later: [
          deployed('x', 1, { sha: 'sha-a' }),
          deployed('y', 2),
          deployed('z', 3, { sha: 'sha-a' }),
        ],
        committedAt: new Map([
          ['sha-a', time(-1)],
          ['sha-d', time(-5)],
        ]),
      },
      false,
    ],
    [
      'of two deployments at once',
      { later: [deployed('x', 1), back(2)] },
      true,
    ],
    [
      'to the same revision',
      {
        earlier: [deployed('a', -2, { sha: 'sha-d' })],
        later: [deployed('x', 1, { sha: 'sha-d' })],
      },
      false,
    ],
    [
      'to what was committed later',
      {
        later: [back(1)],
        committedAt: new Map([
          ['sha-a', time(-1)],
          ['sha-d', time(-3)],
        ]),
      },
      false,
    ],
    [
      'that says so itself',
      { later: [deployed('x', 1)], rollBacks: new Set(['x']) },
      true,
    ],
    [
      'that says so of the one between',
      {
        later: [deployed('x', 1), deployed('y', 2)],
        rollBacks: new Set(['y']),
      },
      false,
    ],
  ])('%s', (_, fields, isOne) => {
    expect(judge(fields).reasons).toEqual(isOne ? ['rolled back'] : []);
  });
});

describe('a hotfix', () => {
  const follower = (changes: DeployedChange[], hours = 2) => ({
    deployment: deployed('f', hours),
    changes,
  });
  const repair = change({
    sha: 'f'.repeat(40),
    title: 'Fix rounding',
    fix: true,
    committedAt: time(1),
    files: ['src/pay.ts'],
  });

  it.each<[string, Partial<LabelEvidence>, boolean]>([
    [
      'repairs files that it touched',
      { followers: [follower([repair])] },
      true,
    ],
    [
      'only says so',
      { followers: [follower([{ ...repair, files: ['src/other.ts'] }])] },
      false,
    ],
    [
      'only touches the files',
      { followers: [follower([{ ...repair, fix: false }])] },
      false,
    ],
    [
      'was written before it went out',
      { followers: [follower([{ ...repair, committedAt: time(-1) }])] },
      false,
    ],
    [
      'shares less than half of its files',
      {
        followers: [
          follower([
            { ...repair, files: ['src/pay.ts', 'src/x.ts', 'src/y.ts'] },
          ]),
        ],
      },
      false,
    ],
    [
      'shares only what changes with everything',
      {
        own: [change({ files: ['yarn.lock', 'README.md'] })],
        followers: [
          follower([{ ...repair, files: ['yarn.lock', 'README.md'] }]),
        ],
      },
      false,
    ],
    [
      'repairs what one in between brought',
      {
        followers: [
          follower([change({ files: ['src/pay.ts'] })], 1),
          follower([repair]),
        ],
      },
      false,
    ],
    [
      'reverts one of its commits by title',
      {
        followers: [
          follower([change({ title: 'Revert "Add pay"', files: ['x'] })]),
        ],
      },
      true,
    ],
    [
      'reverts something else',
      { followers: [follower([change({ title: 'Revert "Add cart"' })])] },
      false,
    ],
    [
      'when nothing is known of it',
      { own: undefined, followers: [follower([repair])] },
      false,
    ],
  ])('%s', (_, fields, isOne) => {
    expect(judge(fields).reasons).toEqual(isOne ? ['hotfixed'] : []);
  });

  it('is told from the commits that followed an incident in the same files', () => {
    const plain = { ...repair, fix: false, title: 'Handle null' };
    const incidents: LabelEvidence['incidents'] = [
      {
        id: 'inc-1',
        entityRef: 'component:default/web',
        openedAt: time(0.9),
        source: 'http',
        tier: 'production',
      },
    ];
    expect(judge({ incidents, followers: [follower([plain])] })).toMatchObject({
      reasons: ['incident'],
      repairs: [repair.sha],
    });
    expect(
      judge({
        incidents: [{ ...incidents[0], openedAt: time(1.5) }],
        followers: [follower([plain])],
      }).repairs,
    ).toEqual([]);
  });

  it('names the commits that repaired it', () => {
    expect(judge({ followers: [follower([repair])] })).toMatchObject({
      failedAt: time(2),
      repairs: [repair.sha],
      explanation:
        'Repaired by deployment f 2 h later: its commit ffffffff (Fix rounding) fixes something in the files that this one touched.',
    });
  });
});

describe('an incident', () => {
  const opened = (
    hours: number,
    fields: Partial<LabelEvidence['incidents'][number]> = {},
  ): LabelEvidence['incidents'][number] => ({
    id: 'inc-1',
    entityRef: 'component:default/web',
    openedAt: time(hours),
    source: 'http',
    tier: 'production',
    ...fields,
  });

  it.each<[string, Partial<LabelEvidence>, boolean]>([
    ['soon after it', { incidents: [opened(1)] }, true],
    ['before it', { incidents: [opened(-0.1)] }, false],
    ['too long after it', { incidents: [opened(25)] }, false],
    [
      'after it had waited long and then started',
      {
        deployment: deployed('d', 0, { startedAt: time(20) }),
        incidents: [opened(40)],
      },
      true,
    ],
    [
      'after the next deployment',
      { later: [deployed('x', 0.5)], incidents: [opened(1)] },
      false,
    ],
    [
      'after the next deployment was asked for but not begun',
      {
        later: [deployed('x', 0.5, { status: 'requested' })],
        incidents: [opened(1)],
      },
      true,
    ],
    [
      'after a deployment to another tier',
      {
        later: [deployed('x', 0.5, { environment: 'st', tier: 'staging' })],
        incidents: [opened(1)],
      },
      true,
    ],
    [
      'in another environment that is known',
      {
        environments: new Set(['prod', 'prod-eu']),
        incidents: [opened(1, { environment: 'prod-eu' })],
      },
      false,
    ],
    [
      'in an environment of another name and the same tier',
      { incidents: [opened(1, { environment: 'live' })] },
      true,
    ],
    [
      'that names another deployment',
      { incidents: [opened(1, { deploymentId: 'x' })] },
      false,
    ],
    [
      'that names it, whenever and wherever',
      {
        incidents: [
          opened(90, {
            deploymentId: 'd',
            entityRef: 'component:default/cart',
            tier: 'staging',
          }),
        ],
      },
      true,
    ],
  ])('%s', (_, fields, isOne) => {
    expect(judge(fields).reasons).toEqual(isOne ? ['incident'] : []);
  });
});
