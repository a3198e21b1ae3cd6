import { TestDatabases } from '@backstage/backend-test-utils';
import { hashIdentity } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { SALT } from './__testUtils__/createApprovals';
import { createWaiting } from './__testUtils__/createWaiting';
import { userOf } from './__testUtils__/people';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('approvals at use on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  it('no longer count who left the group, the catalog, or turned out to be an author, when the approval is used', async () => {
    const made = await createWaiting(knex);
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
    const { vote, decision, state, world } = await createWaiting(knex);
    await vote('alice', decision);
    world.catalogDown = true;
    expect(await state()).toMatchObject({ state: 'open', have: 0 });
    world.catalogDown = false;
    expect((await state()).state).toBe('approved');
  });

  it('expire, and are void once there is a newer decision', async () => {
    const { vote, decision, state, world, decisions } = await createWaiting(
      knex,
      {
        expiresAt: '2026-11-25T20:00:00.000Z',
      },
    );
    await vote('alice', decision);
    expect((await state()).expiresAt).toBe('2026-11-25T20:00:00.000Z');
    decisions.superseded.add(decision.id);
    expect((await state()).state).toBe('superseded');
    decisions.superseded.clear();
    world.now = new Date('2026-11-25T20:00:00.000Z');
    expect((await state()).state).toBe('expired');
  });

  it('say when it is not known who wrote the commits', async () => {
    const { state, vote, decision } = await createWaiting(
      knex,
      {},
      { by: 'user:default/zoe', authors: [] },
    );
    expect((await state()).explanation).toMatch(
      /It is not known who wrote the commits, so/,
    );
    expect((await vote('zoe', decision)).status).toBe(403);
    expect((await vote('alice', decision)).status).toBe(201);
  });
});
