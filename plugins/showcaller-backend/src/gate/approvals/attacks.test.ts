import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { hashIdentity } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { SALT } from './__testUtils__/createApprovals';
import { createWaiting } from './__testUtils__/createWaiting';
import { decisionOf } from './__testUtils__/FakeDecisions';
import { userOf } from './__testUtils__/people';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('approvals on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
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
          made: Awaited<ReturnType<typeof createWaiting>>,
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
      'who sent the request in the name of somebody else',
      {
        asked: { by: 'user:default/zoe' },
        prepare: ({ decisions, decision }) =>
          void decisions.callers.set(decision.id, 'user:default/alice'),
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
    const made = await createWaiting(knex, attack.fields, attack.asked);
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
    const { as, decision, refusals, votes } = await createWaiting(knex);
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
    const { as, refusals } = await createWaiting(knex);
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
    const made = await createWaiting(knex);
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
});
