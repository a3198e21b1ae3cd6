import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { hashIdentity } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { createApprovals, SALT } from './__fixtures__/createApprovals';
import { decisionOf } from './__fixtures__/FakeDecisions';
import { userOf } from './__fixtures__/people';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('approvals on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  /** A production deployment that zoe asked for and that waits for the owners. */
  async function setUp(
    fields: Partial<Parameters<typeof decisionOf>[0]> = {},
    asked: { by?: string; authors?: string[] } = { by: 'user:default/zoe' },
  ) {
    const made = createApprovals({ knex });
    const decision = await made.decide(
      decisionOf({ entityRef: made.entityRef, ...fields }),
      asked,
    );
    const votes = async () =>
      knex('gate_approval').where({ decision_id: decision.id });
    const state = async () => {
      const found = await made.room.book.stateOf(decision);
      if (!found) {
        throw new Error('It needs no approval');
      }
      return found;
    };
    return { ...made, decision, votes, state };
  }

  it('take the approval of an owner who did not ask for it, on record in the same transaction', async () => {
    const { vote, decision, world, state } = await setUp();
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
    const { vote, decision, world, votes, state } = await setUp();
    world.auditDown = true;
    expect((await vote('alice', decision)).status).toBe(500);
    await expect(votes()).resolves.toEqual([]);
    expect((await state()).state).toBe('open');
  });

  it('end with a rejection that says why', async () => {
    const { vote, decision, world, refusals } = await setUp({
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

  const attacks: Array<
    [
      what: string,
      options: {
        fields?: Partial<Parameters<typeof decisionOf>[0]>;
        asked?: { by?: string; authors?: string[] };
        person?: string;
        body?: object;
        prepare?: (
          made: Awaited<ReturnType<typeof setUp>>,
        ) => void | Promise<unknown>;
        status: number;
        reason: string;
      },
    ]
  > = [
    [
      'the requester, known by reference',
      { person: 'zoe', status: 403, reason: 'is-requester' },
    ],
    [
      'the requester, known by the login of the forge',
      { asked: { by: 'Alice-GH' }, status: 403, reason: 'is-requester' },
    ],
    [
      'the requester, known by an address',
      {
        asked: { by: 'alice@shop.example' },
        status: 403,
        reason: 'is-requester',
      },
    ],
    [
      'the requester under a second user of the catalog',
      {
        asked: { by: 'user:default/alice' },
        person: 'alice2',
        prepare: ({ replaceUser }) =>
          replaceUser(
            userOf('alice2', {
              groups: ['group:default/pay'],
              email: 'Alice@shop.example',
            }),
          ),
        status: 403,
        reason: 'is-requester',
      },
    ],
    [
      'an author by address',
      {
        asked: { authors: [hashIdentity('alice@shop.example', SALT) ?? ''] },
        status: 403,
        reason: 'is-author',
      },
    ],
    [
      'an author by the address that the forge makes of a login',
      {
        asked: {
          authors: [
            hashIdentity('alice-gh@users.noreply.github.com', SALT) ?? '',
          ],
        },
        status: 403,
        reason: 'is-author',
      },
    ],
    [
      'who saw another artifact',
      {
        body: { subjectHash: 'e'.repeat(64) },
        status: 409,
        reason: 'other-subject',
      },
    ],
    [
      'who comes after the decision expired',
      {
        fields: { expiresAt: '2026-11-25T10:04:00.000Z' },
        status: 409,
        reason: 'expired',
      },
    ],
    [
      'who comes after a day',
      {
        prepare: ({ world }) => {
          world.now = new Date('2026-11-26T10:00:01.000Z');
        },
        status: 409,
        reason: 'expired',
      },
    ],
    [
      'who comes after a newer decision',
      {
        prepare: ({ decisions, decision }) =>
          void decisions.superseded.add(decision.id),
        status: 409,
        reason: 'superseded',
      },
    ],
    [
      'who lacks the permission since a moment',
      {
        prepare: ({ world }) =>
          void world.denied.add('user:default/alice showcaller.gate.approve'),
        status: 403,
        reason: 'no-permission',
      },
    ],
    [
      'who left the owning group a moment ago',
      {
        prepare: ({ replaceUser }) => replaceUser(userOf('alice')),
        status: 403,
        reason: 'not-eligible',
      },
    ],
    [
      'who is an owner but not in the group that the rule names',
      {
        fields: { approvals: { count: 1, role: 'release' } },
        status: 403,
        reason: 'not-eligible',
      },
    ],
    [
      'who owns nothing',
      { person: 'dave', status: 403, reason: 'not-eligible' },
    ],
    [
      'who is not in the catalog',
      { person: 'nobody', status: 403, reason: 'not-in-catalog' },
    ],
    [
      'who may not see the entity',
      {
        prepare: ({ world, entityRef }) => void world.hidden.add(entityRef),
        status: 404,
        reason: 'hidden',
      },
    ],
    [
      'everybody on what was only tried',
      { fields: { mode: 'dry-run' }, status: 409, reason: 'not-enforced' },
    ],
    [
      'everybody on what no approval lifts',
      {
        fields: { approvals: undefined },
        status: 409,
        reason: 'nothing-to-decide',
      },
    ],
    [
      'everybody while the catalog cannot be read',
      {
        prepare: ({ decisions, world }) => {
          const isCurrent = decisions.isCurrent.bind(decisions);
          decisions.isCurrent = async decision => {
            world.catalogDown = true;
            return isCurrent(decision);
          };
        },
        status: 503,
        reason: 'catalog-unread',
      },
    ],
    [
      'unreadable votes',
      { body: { verdict: 'perhaps' }, status: 400, reason: 'invalid-input' },
    ],
  ];

  it.each(attacks)('refuse %s, on record', async (_, attack) => {
    const made = await setUp(attack.fields, attack.asked);
    await attack.prepare?.(made);
    const person = attack.person ?? 'alice';
    const response = await made.vote(person, made.decision, attack.body);
    expect([response.status, made.refusals()]).toEqual([
      attack.status,
      [`user:default/${person} ${attack.reason}`],
    ]);
    expect(made.world.audited).toEqual([
      expect.objectContaining({
        action: 'gate.refused',
        subject: `decision:${made.decision.id}`,
      }),
    ]);
    await expect(made.votes()).resolves.toEqual([]);
  });

  it('refuse machines, also those that act for a person', async () => {
    const { as, decision, refusals, votes } = await setUp();
    const body = { verdict: 'approve', subjectHash: decision.subjectHash };
    const path = `/decisions/${decision.id}/approvals`;
    const service = await as('', mockCredentials.service.header()).post(
      path,
      body,
    );
    expect(service.status).toBe(403);
    const token = mockCredentials.user.token('user:default/alice', {
      actor: { subject: 'plugin:mcp' },
    });
    const agent = await as('', `Bearer ${token}`).post(path, body);
    expect(agent.status).toBe(403);
    expect(agent.body.error.message).toMatch(/for somebody else/);
    const nobody = await as('', mockCredentials.none.header()).post(path, body);
    expect(nobody.status).toBe(401);
    expect(refusals()).toEqual([
      'external:test-service not-a-person',
      'user:default/alice on-behalf-of-a-person',
    ]);
    await expect(votes()).resolves.toEqual([]);
  });

  it('refuse a vote on what is not there, on record', async () => {
    const { as, refusals } = await setUp();
    const body = { verdict: 'approve', subjectHash: 'a'.repeat(64) };
    const unknown = await as('alice').post(
      '/decisions/01UNKNOWN/approvals',
      body,
    );
    expect(unknown.status).toBe(404);
    expect(refusals()).toEqual(['user:default/alice unknown-decision']);
    const odd = await as('alice').post('/decisions/a%20b/approvals', body);
    expect(odd.status).toBe(404);
  });

  it('do not take an approval of one decision for another', async () => {
    const made = await setUp();
    const { vote, decision, decide, entityRef, room } = made;
    await vote('alice', decision);
    const other = await decide(
      decisionOf({ entityRef, subjectHash: '9'.repeat(64) }),
      { by: 'user:default/zoe' },
    );
    const replayed = await vote('alice', other, {
      subjectHash: decision.subjectHash,
    });
    expect(replayed.status).toBe(409);
    expect(made.refusals()).toEqual(['user:default/alice other-subject']);
    expect((await room.book.stateOf(other))?.state).toBe('open');
  });

  it('count one vote for each person', async () => {
    const { vote, decision, replaceUser, refusals, state } = await setUp({
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

  it('count two who vote at the same moment once each, and tell a third that it is done', async () => {
    const { vote, decision, replaceUser, votes, state, world } = await setUp({
      approvals: { count: 2 },
    });
    replaceUser(userOf('erin', { groups: ['group:default/pay'] }));
    const answers = await Promise.all(
      ['alice', 'bob', 'carol', 'erin'].map(person => vote(person, decision)),
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

  it('no longer count who left the group, the catalog, or turned out to be an author, when the approval is used', async () => {
    const made = await setUp();
    const { vote, decision, replaceUser, state, world, decisions } = made;
    await vote('bob', decision);
    expect((await state()).state).toBe('approved');
    replaceUser(userOf('bob'));
    expect(await state()).toMatchObject({
      state: 'open',
      have: 0,
      votes: [{ counts: false, why: expect.stringMatching(/direct member/) }],
    });
    world.entities = world.entities.filter(
      ({ metadata }) => metadata.name !== 'bob',
    );
    expect((await state()).votes[0].why).toMatch(/not in the catalog/);
    replaceUser(
      userOf('bob', { groups: ['group:default/pay'], email: 'b@shop.example' }),
    );
    expect((await state()).state).toBe('approved');
    decisions.authors.set(decision.id, [
      hashIdentity('b@shop.example', SALT) ?? '',
    ]);
    expect((await state()).state).toBe('open');
    // Another owner can still lift it.
    expect((await vote('carol', decision)).body.state).toBe('approved');
  });

  it('count nobody while the catalog cannot be read', async () => {
    const { vote, decision, state, world } = await setUp();
    await vote('alice', decision);
    world.catalogDown = true;
    expect(await state()).toMatchObject({ state: 'open', have: 0 });
    world.catalogDown = false;
    expect((await state()).state).toBe('approved');
  });

  it('expire, and are void once there is a newer decision', async () => {
    const { vote, decision, state, world, decisions } = await setUp({
      expiresAt: '2026-11-25T20:00:00.000Z',
    });
    await vote('alice', decision);
    expect((await state()).expiresAt).toBe('2026-11-25T20:00:00.000Z');
    decisions.superseded.add(decision.id);
    expect((await state()).state).toBe('superseded');
    decisions.superseded.clear();
    world.now = new Date('2026-11-25T20:00:00.000Z');
    expect((await state()).state).toBe('expired');
  });

  it('say when it is not known who wrote the commits', async () => {
    const { state, vote, decision } = await setUp(
      {},
      { by: 'user:default/zoe', authors: [] },
    );
    expect((await state()).explanation).toMatch(/commits is not known/);
    expect((await vote('zoe', decision)).status).toBe(403);
    expect((await vote('alice', decision)).status).toBe(201);
  });

  it('cannot be changed or removed afterwards', async () => {
    const { vote, decision } = await setUp();
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
