import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrationsDirectory } from '../../../database/openDatabase';
import { createPolicies } from '../__testUtils__/createPolicies';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const RULE =
  'rule "strict": when env == "prod" and risk_score > 0.5 then block\n';

describe('policies from git', () => {
  let knex: Knex;
  let root: string;
  let policies: Awaited<ReturnType<typeof createPolicies>>;

  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=Alice', '-c', 'user.email=alice@shop.example', ...args],
      { cwd: path.join(root, 'policies'), stdio: ['ignore', 'pipe', 'ignore'] },
    ).toString();
  const commit = (file: string, text: string) => {
    writeFileSync(path.join(root, 'policies', file), text);
    git('add', '.');
    git('commit', '-q', '-m', 'Stricter in production');
  };

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory: migrationsDirectory });
    root = mkdtempSync(path.join(os.tmpdir(), 'showcaller-policies-'));
    mkdirSync(path.join(root, 'policies', 'gate'), { recursive: true });
    git('init', '-q', '-b', 'main');
    policies = await createPolicies({
      knex,
      config: {
        git: { root },
        policies: { git: { path: 'policies', folder: 'gate' } },
      },
    });
  });

  afterEach(async () => {
    await policies.stop();
    rmSync(root, { recursive: true, force: true });
  });

  it('are stored with their commit, decide nothing by themselves, and are not activated by who committed them', async () => {
    commit('gate/production.policy', RULE);
    commit('README.md', 'no policy');
    await policies.room.git!.read();
    const { body } = await policies.as('bob').get('/');
    expect(body.git).toMatchObject({ path: 'policies' });
    expect(body.git.error).toBeUndefined();
    expect(body.active.origin).toBe('built-in');
    const list = await policies.as('bob').get('/bundles');
    const [bundle] = list.body.items.filter(
      ({ origin }: { origin: string }) => origin === 'git',
    );
    expect(bundle).toMatchObject({
      sourceRevision: git('rev-parse', 'HEAD').trim(),
      ruleCount: 1,
    });
    const detail = await policies.as('bob').get(`/bundles/${bundle.hash}`);
    expect(detail.body.files).toEqual([
      { path: 'production.policy', text: RULE },
    ]);

    await policies.dryRun('bob', bundle.hash);
    await policies
      .as('bob')
      .post(`/bundles/${bundle.hash}/proposal`, { reason: 'From git' });
    const activate = (who: string) =>
      policies
        .as(who)
        .post(`/bundles/${bundle.hash}/activation`, { reason: 'Go' });
    expect((await activate('alice')).body.error.message).toMatch(/committed/);
    expect((await activate('carol')).status).toBe(200);
  });

  it('that do not compile are kept as broken, and the active ones go on', async () => {
    commit('gate/production.policy', 'rule "x": when then block\n');
    await policies.room.git!.read();
    const list = await policies.as('bob').get('/bundles');
    expect(list.body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ origin: 'git', status: 'broken' }),
      ]),
    );
    expect(policies.room.provider.active().name).toBe('built-in');
  });

  it('say what is wrong with the repository', async () => {
    await policies.room.git!.read();
    expect(policies.room.git!.status.error).toBeDefined();
    commit('README.md', 'no policy');
    await policies.room.git!.read();
    expect(policies.room.git!.status.error).toMatch(
      /has 0 files that end in \.policy below gate/,
    );
  });
});
