import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrationsDirectory } from '../../database/openDatabase';
import { createPolicies, pastDecision } from './__testUtils__/createPolicies';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const STRICT = `rule "strict": when env == "prod" and risk_score > 0.5 then block
test "strict": given { env: "prod", risk_score: 0.6 } expect block
`;
const LOOSE =
  'rule "loose": when env == "prod" and risk_score > 0.95 then block\n';
const BROKEN = 'rule "broken": when env = "prod" then block\n';
const FAILING = `${LOOSE}test "wrong": given { env: "prod", risk_score: 0.6 } expect block
`;

describe.each(databases.eachSupportedId())('policies on %s', id => {
  let knex: Knex;
  let policies: Awaited<ReturnType<typeof createPolicies>>;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  beforeEach(async () => {
    policies = await createPolicies({ knex });
  });

  afterEach(async () => {
    await policies.stop();
  });

  it('begin with what the product comes with', async () => {
    const { body } = await policies.as('dave').get('/');
    expect(body.active).toMatchObject({
      origin: 'built-in',
      status: 'active',
      errors: 0,
      testsFailed: 0,
    });
    expect(body.vocabulary).toEqual(
      expect.arrayContaining([expect.objectContaining({ path: 'risk_score' })]),
    );
    expect(policies.room.provider.active().name).toBe('built-in');
  });

  it('of the configuration decide from the first start on, and only then', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'showcaller-initial-'));
    const file = path.join(folder, 'gate.policy');
    writeFileSync(file, STRICT);
    const config = { policies: { initial: folder } };
    const first = await createPolicies({ knex, config });
    expect(first.room.provider.active().policy.rules[0].name).toBe('strict');
    await first.stop();
    writeFileSync(file, BROKEN);
    await expect(createPolicies({ knex, config })).rejects.toThrow(
      /The initial policies cannot decide: gate\.policy:1:/,
    );
    rmSync(file);
    await expect(createPolicies({ knex, config })).rejects.toThrow(
      /has no file that ends in \.policy/,
    );
    rmSync(folder, { recursive: true });
  });

  it('tell where a text is wrong, and store nothing when they only check', async () => {
    const { body } = await policies.as('alice').post('/check', {
      files: [{ path: 'gate.policy', text: BROKEN }],
    });
    expect(body.ok).toBe(false);
    expect(body.diagnostics[0]).toMatchObject({
      severity: 'error',
      location: { file: 'gate.policy', line: 1 },
    });
    const list = await policies.as('alice').get('/bundles');
    expect(list.body.totalItems).toBe(1);
  });

  it.each([
    ['no file', { files: [] }, /body\.files: a bundle has at least one file/],
    [
      'a path that leads elsewhere',
      { files: [{ path: '../x.policy', text: '' }] },
      /body\.files\.0\.path/,
    ],
    [
      'one path twice',
      {
        files: [
          { path: 'a.policy', text: '' },
          { path: 'a.policy', text: ' ' },
        ],
      },
      /two files have the same path/,
    ],
    ['more than asked for', { files: [], extra: 1 }, /body/],
  ])('refuse %s', async (_what, body, message) => {
    const response = await policies.as('alice').post('/check', body);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(message);
  });

  it('become active by two people, on every replica, on record', async () => {
    const { as, store, dryRun, room, other, audited } = policies;
    const before = (await audited()).length;
    const hash = await store('alice', STRICT);
    await dryRun('alice', hash);
    expect(
      (await as('alice').post(`/bundles/${hash}/proposal`, { reason: 'Safer' }))
        .body,
    ).toMatchObject({
      status: 'proposed',
      you: { mayActivate: false, reason: expect.stringMatching(/proposed/) },
    });
    expect(
      (await as('alice').post(`/bundles/${hash}/activation`, { reason: 'I' }))
        .status,
    ).toBe(403);
    expect(room.provider.active().name).toBe('built-in');

    const activated = await as('bob').post(`/bundles/${hash}/activation`, {
      reason: 'Agreed',
    });
    expect(activated.status).toBe(200);
    expect(activated.body).toMatchObject({
      status: 'active',
      activatedBy: 'user:default/bob',
    });
    expect(room.provider.active().hash).toBe(hash);
    await other.refresh();
    expect(other.provider.active().hash).toBe(hash);
    expect((await audited()).slice(before)).toEqual([
      'user:default/alice policy.stored',
      'user:default/alice policy.dry-run-started',
      'user:default/alice policy.proposed',
      'user:default/alice gate.refused',
      'user:default/bob policy.activated',
    ]);
  });

  it('are not activated by who wrote them, nor by machines or people without the right', async () => {
    const { as, store, dryRun } = policies;
    const hash = await store('alice', STRICT);
    await dryRun('alice', hash);
    await as('bob').post(`/bundles/${hash}/proposal`, { reason: 'Safer' });
    const activate = (who: string) =>
      as(who).post(`/bundles/${hash}/activation`, { reason: 'Yes' });
    expect((await activate('alice')).body.error.message).toMatch(/wrote/);
    expect((await activate('bob')).body.error.message).toMatch(/proposed/);
    expect((await activate('service')).body.error.message).toMatch(
      /Only people/,
    );
    expect((await activate('dave')).body.error.message).toMatch(
      /showcaller\.policy\.manage/,
    );
    expect((await activate('carol')).status).toBe(200);
  });

  it('are proposed only without errors, with passing tests, and after a look at the past', async () => {
    const { as, store, dryRun } = policies;
    const propose = async (hash: string) =>
      as('alice').post(`/bundles/${hash}/proposal`, { reason: 'Now' });
    const broken = await propose(await store('alice', BROKEN));
    expect(broken.status).toBe(400);
    expect(broken.body.error.message).toMatch(/gate\.policy:1:/);
    const failing = await propose(await store('alice', FAILING));
    expect(failing.body.error.message).toMatch(/1 of its tests fail/);
    const untried = await store('alice', LOOSE);
    expect((await propose(untried)).body.error.message).toMatch(/dry run/);
    await dryRun('alice', untried);
    expect((await propose(untried)).status).toBe(200);
    const second = await store('alice', STRICT);
    await dryRun('alice', second);
    expect((await propose(second)).body.error.message).toMatch(
      /Another proposal waits/,
    );
    await as('bob').post(`/bundles/${untried}/withdrawal`, { reason: 'No' });
    expect((await propose(second)).status).toBe(200);
  });

  it('tell on the past what they would have caught and missed', async () => {
    const { store, dryRun, world, as } = policies;
    const day = (n: number) => `2026-11-${20 + n}T00:00:00.000Z`;
    world.past = [
      pastDecision({ risk: 0.6, outcome: 'allow', at: day(0) }),
      pastDecision({ risk: 0.6, outcome: 'allow', at: day(1) }),
      pastDecision({ risk: 0.2, outcome: 'allow', at: day(2) }),
      pastDecision({ risk: 0.4, outcome: 'block', at: day(3) }),
      { ...pastDecision({ risk: 1, outcome: 'block', at: day(4) }), facts: {} },
    ];
    world.outcomes.set(world.past[0].decision.deploymentId!, 'failed');
    const hash = await store('alice', STRICT);
    const started = await dryRun('alice', hash, 7);
    expect(started.status).toBe(202);
    const { body } = await as('bob').get(`/bundles/${hash}/dry-run`);
    expect(body).toMatchObject({
      kind: 'dry-run',
      state: 'finished',
      decisions: 4,
      same: 1,
      stricter: 2,
      looser: 1,
      skipped: 1,
      failuresCaught: 1,
      failuresMissed: 0,
    });
    expect(body.matrix.allow.block).toBe(2);
    expect(body.differences[0]).toMatchObject({
      active: { outcome: 'block' },
      other: { outcome: 'allow' },
    });
  });

  it('in shadow are evaluated beside the active ones and change nothing', async () => {
    const { as, store, room, world } = policies;
    const hash = await store('alice', STRICT);
    expect((await as('alice').get(`/bundles/${hash}/shadow`)).status).toBe(404);
    await as('alice').post(`/bundles/${hash}/shadow`);
    expect(room.provider.active().name).toBe('built-in');
    for (const risk of [0.1, 0.6]) {
      const { decision, facts } = pastDecision({
        risk,
        outcome: 'allow',
        at: world.now.toISOString(),
      });
      await knex.transaction(tx =>
        room.observer.onDecision(decision, { facts, tx }),
      );
    }
    const { body } = await as('bob').get(`/bundles/${hash}/shadow`);
    expect(body).toMatchObject({ decisions: 2, same: 1, stricter: 1 });
    await as('alice').post('/shadow/stop');
    expect(room.provider.shadow()).toBeUndefined();
    expect((await as('alice').post('/shadow/stop')).status).toBe(409);
  });

  it('go back to the last good bundle when the active one is not what its hash says', async () => {
    const { as, store, dryRun, room, other, notifications, audited } = policies;
    for (const text of [STRICT, LOOSE]) {
      const next = await store('alice', text);
      await dryRun('alice', next);
      await as('alice').post(`/bundles/${next}/proposal`, { reason: 'Go' });
      await as('bob').post(`/bundles/${next}/activation`, { reason: 'Go' });
    }
    const loose = room.provider.active().hash;
    await knex('policy_bundle')
      .where({ hash: loose })
      .update({
        files: JSON.stringify([{ path: 'gate.policy', text: BROKEN }]),
      });
    await knex('policy_state').increment('version', 1);
    await other.refresh();
    const { body } = await as('dave', 1).get('/');
    expect(body.active.ruleCount).toBe(1);
    expect(other.provider.active().policy.rules[0].name).toBe('strict');
    expect(body.fallback).toMatchObject({
      from: loose,
      reason: expect.stringMatching(/not what its hash says/),
    });
    expect(notifications.send).toHaveBeenCalledTimes(1);
    expect((await audited()).at(-1)).toBe('showcaller policy.fell-back');
    await room.refresh();
    expect(room.provider.active().policy.rules[0].name).toBe('strict');
  });

  it('show a dry run whose process died as failed, and let it be started again', async () => {
    const { store, dryRun, as, world } = policies;
    const hash = await store('alice', STRICT);
    await dryRun('alice', hash);
    await knex('policy_dry_run').update({ state: 'running' });
    expect((await dryRun('alice', hash)).status).toBe(409);
    world.now = new Date(world.now.getTime() + 61_000);
    const { body } = await as('alice').get(`/bundles/${hash}/dry-run`);
    expect(body).toMatchObject({ state: 'failed' });
    expect((await dryRun('alice', hash)).status).toBe(202);
  });

  it('wait in the inbox of those who may activate them', async () => {
    const { as, store, dryRun, room } = policies;
    const hash = await store('alice', STRICT);
    await dryRun('alice', hash);
    await as('alice').post(`/bundles/${hash}/proposal`, { reason: 'Safer' });
    const inbox = async (who: string, scope: 'mine' | 'all') =>
      room.inbox.list({ scope, credentials: policies.credentials(who) });
    expect(await inbox('bob', 'mine')).toEqual([
      expect.objectContaining({
        kind: 'policy',
        reference: hash,
        you: { may: true },
      }),
    ]);
    expect(await inbox('alice', 'mine')).toEqual([]);
    expect((await inbox('alice', 'all'))[0].you).toMatchObject({ may: false });
  });
});
