import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { createWaiting } from './__testUtils__/createWaiting';
import { userOf } from './__testUtils__/people';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('approvals on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  it('take the approval of an owner who did not ask for it, on record in the same transaction', async () => {
    const { vote, decision, world, state } = await createWaiting(knex);
    expect((await state()).state).toBe('open');
    const response = await vote('alice', decision, { comment: 'Looks fine' });
    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({
      state: 'approved',
      have: 1,
      required: 1,
      eligible: ['group:default/pay'],
      you: { may: false },
    });
    expect(world.audited).toEqual([
      expect.objectContaining({
        actor: 'user:default/alice',
        action: 'gate.approved',
        subject: `decision:${decision.id}`,
        texts: { comment: 'Looks fine' },
        data: expect.objectContaining({
          subjectHash: decision.subjectHash,
          state: 'approved',
        }),
      }),
    ]);
    expect(world.told).toEqual([decision.id]);
  });

  it('store no vote that cannot be put on record', async () => {
    const { vote, decision, world, votes, state } = await createWaiting(knex);
    world.auditDown = true;
    expect((await vote('alice', decision)).status).toBe(500);
    await expect(votes()).resolves.toEqual([]);
    expect((await state()).state).toBe('open');
  });

  it('end with a rejection that says why', async () => {
    const { vote, decision, world, refusals } = await createWaiting(knex, {
      approvals: { count: 2 },
    });
    const silent = await vote('alice', decision, { verdict: 'reject' });
    expect(silent.status).toBe(400);
    expect(silent.body.error.message).toMatch(/say why you reject it/);
    const response = await vote('alice', decision, {
      verdict: 'reject',
      comment: 'Not on a Friday',
    });
    expect(response.body.state).toBe('rejected');
    const late = await vote('bob', decision);
    expect(late.status).toBe(409);
    expect(world.audited.map(({ action }) => action)).toEqual([
      'gate.refused',
      'gate.rejected',
      'gate.refused',
    ]);
    expect(refusals()).toEqual([
      'user:default/alice comment-missing',
      'user:default/bob closed',
    ]);
  });

  it('count one vote for each person', async () => {
    const { vote, decision, replaceUser, refusals, state } =
      await createWaiting(knex, {
        approvals: { count: 2 },
      });
    expect((await vote('alice', decision)).body.have).toBe(1);
    expect((await vote('alice', decision)).status).toBe(409);
    replaceUser(
      userOf('alice2', {
        groups: ['group:default/pay'],
        annotations: { 'github.com/user-login': 'ALICE-gh' },
      }),
    );
    expect((await vote('alice2', decision)).status).toBe(403);
    expect(refusals()).toEqual([
      'user:default/alice voted-already',
      'user:default/alice2 same-person',
    ]);
    expect((await vote('bob', decision)).body.state).toBe('approved');
    expect((await state()).have).toBe(2);
  });

  it('count two who vote at the same moment on two replicas once each, and tell a third that it is done', async () => {
    const { vote, decision, replaceUser, votes, state, world } =
      await createWaiting(knex, {
        approvals: { count: 2 },
      });
    replaceUser(userOf('erin', { groups: ['group:default/pay'] }));
    const answers = await Promise.all(
      ['alice', 'bob', 'carol', 'erin'].map((person, index) =>
        vote(person, decision, {}, index % 2),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201, 201, 409, 409,
    ]);
    await expect(votes()).resolves.toHaveLength(2);
    expect(await state()).toMatchObject({ state: 'approved', have: 2 });
    expect(world.audited.map(({ action }) => action).sort()).toEqual([
      'gate.approved',
      'gate.approved',
      'gate.refused',
      'gate.refused',
    ]);
  });

  it('cannot be changed or removed afterwards', async () => {
    const { vote, decision } = await createWaiting(knex);
    expect((await vote('alice', decision)).status).toBe(201);
    const where = { decision_id: decision.id };
    // Errors of the SQLite library may be of another realm, which `toThrow` takes for none.
    const outcomeOf = (change: PromiseLike<unknown>) =>
      change.then(
        () => 'it was changed',
        error => String(error.message),
      );
    const table = () => knex('gate_approval');
    for (const change of [
      table().where(where).update({ verdict: 'reject' }),
      table().where(where).delete(),
      table().truncate(),
    ]) {
      expect(await outcomeOf(change)).toMatch(/written once/);
    }
    const [row] = await knex('gate_approval').where(where);
    const changed = { ...row, verdict: 'reject' };
    await knex('gate_approval')
      .insert(changed)
      .onConflict('id')
      .merge()
      .catch(() => undefined);
    await expect(knex('gate_approval').where(where)).resolves.toEqual([row]);
  });
});
