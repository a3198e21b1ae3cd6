import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { createApprovals } from './__testUtils__/createApprovals';
import { decisionOf } from './__testUtils__/FakeDecisions';
import { userOf } from './__testUtils__/people';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const REASON = 'Checkout is down, this is the fix';

describe.each(databases.eachSupportedId())('overrides on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  async function setUp(fields: Partial<Parameters<typeof decisionOf>[0]> = {}) {
    const made = createApprovals({ knex });
    const decision = await made.decide(
      decisionOf({ entityRef: made.entityRef, ...fields }),
      { by: 'user:default/zoe' },
    );
    const override = (person: string, body: object = {}) =>
      made.as(person).post(`/decisions/${decision.id}/overrides`, {
        reason: REASON,
        incidentId: 'INC-1',
        subjectHash: decision.subjectHash,
        ...body,
      });
    const review = (person: string, overrideId: string, body: object = {}) =>
      made.as(person).post(`/overrides/${overrideId}/confirmation`, {
        verdict: 'confirm',
        ...body,
      });
    return { ...made, decision, override, review };
  }

  it('let through at once, with a reason and an incident, on record', async () => {
    const { override, decision, room, world } = await setUp({
      approvals: undefined,
    });
    const response = await override('alice');
    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({
      decisionId: decision.id,
      state: 'unconfirmed',
      incidentKnown: true,
      by: 'user:default/alice',
      confirmBy: '2026-11-26T10:05:00.000Z',
    });
    expect(response.body.subjectHash).toBeUndefined();
    expect((await room.book.overrideOf(decision.id))?.state).toBe(
      'unconfirmed',
    );
    expect(world.told).toEqual([decision.id]);
    expect(world.audited).toEqual([
      expect.objectContaining({
        action: 'gate.overridden',
        subject: `decision:${decision.id}`,
        texts: { reason: REASON },
        data: expect.objectContaining({ incidentId: 'INC-1' }),
      }),
    ]);
  });

  it('mark an incident that the record does not have', async () => {
    const { override } = await setUp();
    const response = await override('alice', { incidentId: 'PD-77' });
    expect(response.status).toBe(201);
    expect(response.body.incidentKnown).toBe(false);
  });

  it('may be given by holders of the permission who own nothing', async () => {
    const { override, world, refusals } = await setUp();
    expect((await override('dave')).status).toBe(403);
    expect(refusals()).toEqual(['user:default/dave not-eligible']);
    world.denied.clear();
    expect((await override('dave')).status).toBe(201);
  });

  it.each([
    ['without an incident', { incidentId: undefined }, 400, 'invalid-input'],
    [
      'with a reason of two words',
      { reason: 'It burns' },
      400,
      'invalid-input',
    ],
    [
      'of something else than what was seen',
      { subjectHash: 'e'.repeat(64) },
      409,
      'other-subject',
    ],
  ])('are refused %s, on record', async (_, body, status, reason) => {
    const { override, refusals } = await setUp();
    const response = await override('alice', body);
    expect(response.status).toBe(status);
    expect(refusals()).toEqual([`user:default/alice ${reason}`]);
  });

  it('are refused of what is let through, was tried, is over, or was overridden before', async () => {
    const allowed = await setUp({ outcome: 'allow', approvals: undefined });
    expect((await allowed.override('alice')).status).toBe(409);
    const tried = await setUp({ mode: 'dry-run' });
    expect((await tried.override('alice')).status).toBe(409);
    const over = await setUp({ expiresAt: '2026-11-25T10:01:00.000Z' });
    expect((await over.override('alice')).status).toBe(409);
    const older = await setUp();
    older.decisions.superseded.add(older.decision.id);
    expect((await older.override('alice')).status).toBe(409);
    const twice = await setUp();
    const [first, second] = await Promise.all([
      twice.override('alice'),
      twice.override('bob'),
    ]);
    expect([first.status, second.status].sort()).toEqual([201, 409]);
    expect(
      [allowed, tried, over, older, twice].map(
        ({ refusals }) => refusals()[0].split(' ')[1],
      ),
    ).toEqual([
      'nothing-to-decide',
      'not-enforced',
      'expired',
      'superseded',
      'closed',
    ]);
  });

  it('are refused to machines', async () => {
    const { as, decision, refusals } = await setUp();
    const response = await as('', mockCredentials.service.header()).post(
      `/decisions/${decision.id}/overrides`,
      { reason: REASON, incidentId: 'INC-1', subjectHash: 'a'.repeat(64) },
    );
    expect(response.status).toBe(403);
    expect(refusals()).toEqual(['external:test-service not-a-person']);
  });

  it('are confirmed by a second person, who is neither the first nor the requester', async () => {
    const made = await setUp();
    const { override, review, replaceUser, refusals, world } = made;
    const { id: overrideId } = (await override('alice')).body;
    expect((await review('alice', overrideId)).status).toBe(403);
    replaceUser(
      userOf('alice2', {
        groups: ['group:default/pay'],
        email: 'alice@shop.example',
      }),
    );
    expect((await review('alice2', overrideId)).status).toBe(403);
    expect((await review('zoe', overrideId)).status).toBe(403);
    expect((await review('dave', overrideId)).status).toBe(403);
    const objection = await review('bob', overrideId, { verdict: 'object' });
    expect(objection.status).toBe(400);
    expect(refusals().map(line => line.split(' ')[1])).toEqual([
      'same-person',
      'same-person',
      'is-requester',
      'not-eligible',
      'comment-missing',
    ]);
    const confirmed = await review('bob', overrideId);
    expect(confirmed.body).toMatchObject({
      state: 'confirmed',
      confirmedBy: 'user:default/bob',
    });
    expect((await review('carol', overrideId)).status).toBe(409);
    expect(world.audited.map(({ action }) => action)).toContain(
      'gate.override-confirmed',
    );
    expect((await review('bob', '01UNKNOWN')).status).toBe(404);
    expect(refusals().at(-1)).toBe('user:default/bob unknown-override');
  });

  it('let nothing through any more once somebody objected', async () => {
    const { override, review, room, decision, world, vote } = await setUp();
    const { id: overrideId } = (await override('alice')).body;
    const response = await review('bob', overrideId, {
      verdict: 'object',
      comment: 'There was time to ask',
    });
    expect(response.body.state).toBe('objected');
    expect((await room.book.overrideOf(decision.id))?.state).toBe('objected');
    expect(world.told).toEqual([decision.id, decision.id]);
    expect(world.audited.at(-1)?.action).toBe('gate.override-objected');
    expect((await vote('carol', decision)).body.state).toBe('approved');
  });

  it('are overdue after a day: noted, told and audited once', async () => {
    const { override, room, decision, world, notifications, as } =
      await setUp();
    await override('alice');
    world.now = new Date('2026-11-26T10:04:59.000Z');
    await room.sweep.look();
    const overdue = () =>
      world.audited.filter(
        ({ action, subject }) =>
          action === 'gate.override-overdue' &&
          subject === `decision:${decision.id}`,
      );
    expect(overdue()).toEqual([]);
    world.now = new Date('2026-11-26T10:05:01.000Z');
    await Promise.all([room.sweep.look(), room.sweep.look()]);
    await room.sweep.look();
    expect(overdue()).toHaveLength(1);
    await room.notices.sendDue();
    expect(notifications.send).toHaveBeenCalledWith(
      expect.objectContaining({
        recipients: {
          type: 'entity',
          entityRef: ['group:default/pay', 'group:default/platform'],
        },
        payload: expect.objectContaining({
          severity: 'critical',
          scope: `showcaller:gate:override-overdue:${decision.id}`,
        }),
      }),
    );
    const listed = await as('bob').get('/overrides?limit=5');
    expect(listed.body).toMatchObject({
      totalItems: 1,
      items: [{ decisionId: decision.id, state: 'overdue' }],
    });
    expect((await as('bob').get('/overrides?limit=0')).status).toBe(400);
  });

  it('are listed to those who may see the entity', async () => {
    const { override, world, entityRef, as } = await setUp();
    await override('alice');
    world.hidden.add(entityRef);
    const listed = await as('bob').get('/overrides');
    expect(listed.body).toMatchObject({ totalItems: 0, items: [] });
  });
});
