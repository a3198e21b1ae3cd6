import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { createApprovals } from './__testUtils__/createApprovals';
import { decisionOf } from './__testUtils__/FakeDecisions';
import { userOf } from './__testUtils__/people';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('notices on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  beforeEach(async () => {
    await knex('gate_approval_notice').delete();
  });

  function setUp() {
    const made = createApprovals({ knex });
    const wait = (
      fields: Partial<Parameters<typeof decisionOf>[0]> = {},
      by = 'user:default/zoe',
    ) =>
      made.decide(decisionOf({ entityRef: made.entityRef, ...fields }), { by });
    return { ...made, wait };
  }

  it('tell the owners once that something waits, with a link to it', async () => {
    const { wait, room, notifications } = setUp();
    const decision = await wait();
    await Promise.all([room.notices.sendDue(), room.notices.sendDue()]);
    await room.notices.sendDue();
    expect(notifications.send).toHaveBeenCalledTimes(1);
    expect(notifications.send).toHaveBeenCalledWith({
      recipients: { type: 'entity', entityRef: ['group:default/pay'] },
      payload: {
        title: expect.stringMatching(
          /^payments-.* waits for your approval in production$/,
        ),
        description: expect.stringMatching(/^Blocked because the risk/),
        link: `https://portal.example/showcaller/decisions/${decision.id}`,
        severity: 'high',
        topic: 'Release gate',
        scope: `showcaller:gate:waiting:${decision.id}`,
      },
    });
  });

  it('go to the group that the rule names, as loud as the environment is important', async () => {
    const { wait, room, notifications } = setUp();
    await wait({
      tier: 'staging',
      approvals: { count: 1, role: 'release' },
    });
    await room.notices.sendDue();
    expect(notifications.send).toHaveBeenCalledWith(
      expect.objectContaining({
        recipients: { type: 'entity', entityRef: ['group:default/release'] },
        payload: expect.objectContaining({ severity: 'normal' }),
      }),
    );
  });

  it('go to the platform team where nobody owns the entity', async () => {
    const { wait, room, notifications, world, entityRef } = setUp();
    world.entities = world.entities.filter(
      ({ metadata }) => !entityRef.endsWith(metadata.name),
    );
    await wait();
    await room.notices.sendDue();
    expect(notifications.send).toHaveBeenCalledWith(
      expect.objectContaining({
        recipients: { type: 'entity', entityRef: ['group:default/platform'] },
      }),
    );
  });

  it('are not made of what was only tried or happened long ago', async () => {
    const { wait, room, notifications } = setUp();
    await wait({ mode: 'dry-run' });
    await wait({ mode: 'backfill' });
    await room.notices.sendDue();
    expect(notifications.send).not.toHaveBeenCalled();
  });

  it('are not sent any more when it waits no more', async () => {
    const { wait, room, notifications, vote } = setUp();
    const decision = await wait({}, 'deploy-bot');
    await vote('alice', decision);
    await room.notices.sendDue();
    expect(notifications.send).not.toHaveBeenCalled();
  });

  it('tell the requester, also one who is known by a login, what became of it', async () => {
    const { wait, room, notifications, vote, replaceUser } = setUp();
    replaceUser(
      userOf('zoe', { annotations: { 'github.com/user-login': 'zoe-gh' } }),
    );
    const decision = await wait({}, 'zoe-gh');
    await vote('alice', decision, { verdict: 'reject', comment: 'Too late' });
    await room.notices.sendDue();
    expect(notifications.send).toHaveBeenCalledTimes(1);
    expect(notifications.send).toHaveBeenCalledWith({
      recipients: { type: 'entity', entityRef: ['user:default/zoe'] },
      payload: expect.objectContaining({
        title: expect.stringMatching(/was rejected for production$/),
        description: expect.stringMatching(
          /Rejected by user:default.alice.*“Too late”/,
        ),
      }),
    });
  });

  it('that could not be sent are sent again later', async () => {
    const { wait, room, notifications, world } = setUp();
    await wait();
    notifications.send.mockRejectedValueOnce(new Error('Down'));
    await room.notices.sendDue();
    await room.notices.sendDue();
    expect(notifications.send).toHaveBeenCalledTimes(1);
    world.now = new Date(world.now.getTime() + 60_000);
    await room.notices.sendDue();
    await room.notices.sendDue();
    expect(notifications.send).toHaveBeenCalledTimes(2);
  });

  it('that a process took and never sent are sent by another after a minute', async () => {
    const { wait, room, notifications, world } = setUp();
    await wait();
    await knex('gate_approval_notice').update({
      token: 'of a process that is gone',
      not_before: new Date(world.now.getTime() + 60_000).toISOString(),
    });
    await room.notices.sendDue();
    expect(notifications.send).not.toHaveBeenCalled();
    world.now = new Date(world.now.getTime() + 60_000);
    await room.notices.sendDue();
    expect(notifications.send).toHaveBeenCalledTimes(1);
  });

  it('are sent right after the commit while the room runs', async () => {
    const { wait, room, notifications } = setUp();
    await room.start();
    const sent = new Promise<void>(resolve => {
      notifications.send.mockImplementation(async () => {
        resolve();
        return undefined;
      });
    });
    await wait();
    await sent;
    await room.stop();
    expect(notifications.send).toHaveBeenCalledTimes(1);
  });
});
