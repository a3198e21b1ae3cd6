import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { ApprovalInboxRow } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { createApprovals } from './__testUtils__/createApprovals';
import { decisionOf } from './__testUtils__/FakeDecisions';
import { componentOf, userOf } from './__testUtils__/people';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('the inbox on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  function setUp() {
    const made = createApprovals({ knex });
    const other = `${made.entityRef}-other`;
    made.world.entities.push(
      componentOf(other.split('/')[1], 'group:default/other'),
    );
    const wait = (
      minute: number,
      fields: Partial<Parameters<typeof decisionOf>[0]> = {},
      by = 'user:default/zoe',
    ) =>
      made.decide(
        decisionOf({
          entityRef: made.entityRef,
          decidedAt: `2026-11-25T10:0${minute}:00.000Z`,
          ...fields,
        }),
        { by },
      );
    const inbox = async (person: string, query = '') => {
      const response = await made.as(person).get(`/approvals${query}`);
      expect(response.status).toBe(200);
      return response.body as { items: ApprovalInboxRow[]; totalItems: number };
    };
    const ids = async (person: string, query?: string) =>
      (await inbox(person, query)).items.map(({ decisionId }) => decisionId);
    return { ...made, other, wait, inbox, ids };
  }

  it('shows what waits for the word of the caller, the longest waiting first', async () => {
    const { wait, inbox, ids, other, vote } = setUp();
    const second = await wait(2);
    const first = await wait(1);
    await wait(0, { entityRef: other });
    await wait(3, {}, 'user:default/alice');
    expect(await ids('alice')).toEqual([first.id, second.id]);
    expect((await inbox('alice')).items[0]).toMatchObject({
      kind: 'approval',
      environment: 'production',
      tier: 'production',
      status: 'BLOCK',
      risk: 0.8,
      ruleName: 'block_high_risk_prod',
      required: 1,
      have: 0,
      requestedBy: 'user:default/zoe',
      waitingSince: '2026-11-25T10:01:00.000Z',
      you: { may: true },
    });
    await vote('bob', first);
    expect(await ids('alice')).toEqual([second.id]);
    expect((await ids('dave')).length).toBe(1);
  });

  it('shows all that the caller may see, in pages, and why they may not say anything', async () => {
    const { wait, inbox, ids, other, world, as } = setUp();
    const first = await wait(1);
    const second = await wait(2, { entityRef: other });
    const third = await wait(3);
    expect(await ids('dave', '?scope=all&limit=2')).toEqual([
      first.id,
      second.id,
    ]);
    const next = await inbox('dave', '?scope=all&limit=2&offset=2');
    expect(next).toMatchObject({ totalItems: 3 });
    expect(next.items).toEqual([
      expect.objectContaining({
        decisionId: third.id,
        you: { may: false, reason: expect.stringMatching(/group:default.pay/) },
      }),
    ]);
    world.hidden.add(other);
    expect(await ids('dave', '?scope=all')).toEqual([first.id, third.id]);
    expect((await as('dave').get('/approvals?scope=some')).status).toBe(400);
    const machine = await as('', mockCredentials.service.header()).get(
      '/approvals?scope=all',
    );
    expect(machine.body.items[0].you).toEqual({
      may: false,
      reason: 'Only people at a page may say something to it.',
    });
  });

  it('forgets what is superseded, expired, or was only tried', async () => {
    const { wait, ids, world } = setUp();
    const inputs = { sha: 'same' };
    await wait(1, { inputs });
    const newer = await wait(2, { inputs });
    await wait(3, { mode: 'dry-run' });
    await wait(3, { mode: 'backfill' });
    await wait(3, { expiresAt: '2026-11-25T10:04:00.000Z' });
    expect(await ids('alice')).toEqual([newer.id]);
    world.now = new Date('2026-11-26T10:02:00.000Z');
    expect(await ids('alice')).toEqual([]);
  });

  it('shows a decision again once its approver has left the group', async () => {
    const { wait, ids, vote, room, replaceUser } = setUp();
    const decision = await wait(1);
    await vote('bob', decision);
    expect(await ids('alice')).toEqual([]);
    replaceUser(userOf('bob'));
    await room.sweep.look();
    expect(await ids('alice')).toEqual([decision.id]);
  });

  it('shows overrides to whoever may be the second person', async () => {
    const { wait, inbox, as, entityRef } = setUp();
    const decision = await wait(1);
    const { body: override } = await as('alice').post(
      `/decisions/${decision.id}/overrides`,
      {
        reason: 'Checkout is down, this is the fix',
        incidentId: 'INC-1',
        subjectHash: decision.subjectHash,
      },
    );
    expect((await inbox('alice')).items).toEqual([]);
    expect((await inbox('bob')).items).toEqual([
      expect.objectContaining({
        kind: 'override',
        entityRef,
        reference: override.id,
        requestedBy: 'user:default/alice',
        you: { may: true },
      }),
    ]);
    const all = await inbox('alice', '?scope=all');
    expect(all.items[0].you).toEqual({
      may: false,
      reason: expect.stringMatching(/a second person/),
    });
  });

  it('shows what waits in other rooms among the rest', async () => {
    const { wait, room, inbox } = setUp();
    await wait(1);
    await wait(3);
    const asked: string[] = [];
    room.addInboxSource({
      list: async ({ scope }) => {
        asked.push(scope);
        return [
          {
            decisionId: '',
            kind: 'policy',
            title: 'A bundle',
            explanation: 'It waits for a second person.',
            required: 1,
            have: 0,
            waitingSince: '2026-11-25T10:02:00.000Z',
            you: { may: true },
            reference: 'ab12',
          },
        ];
      },
    });
    const kinds = async (query: string) =>
      (await inbox('alice', query)).items.map(({ kind }) => kind);
    expect(await kinds('?scope=mine')).toEqual([
      'approval',
      'policy',
      'approval',
    ]);
    expect(await kinds('?scope=all&limit=2')).toEqual(['approval', 'policy']);
    expect(asked).toEqual(['mine', 'all']);
  });
});
