import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../../database/openDatabase';
import { createApprovals } from '../__testUtils__/createApprovals';
import { decisionOf } from '../__testUtils__/FakeDecisions';
import { csvCell } from './csv';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const DAY = 'from=2026-11-25&to=2026-11-26';

describe('csvCell', () => {
  it.each([
    ['plain', 'plain'],
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1+1', "' =1+1"],
    ['ends with a space ', '"ends with a space "'],
    ['a,b', '"a,b"'],
    ['say "go"', '"say ""go"""'],
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['two\nlines', '"two\nlines"'],
    [-0.5, '-0.5'],
    [true, 'true'],
    [undefined, ''],
  ])('writes %j as %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
});

describe.each(databases.eachSupportedId())('the export on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  async function setUp() {
    const made = createApprovals({ knex });
    const decision = await made.decide(
      decisionOf({ entityRef: made.entityRef }),
      { by: 'user:default/zoe' },
    );
    const get = (query: string, person = 'alice') =>
      made.as(person).get(`/export?${query}`);
    return { ...made, decision, get };
  }

  it('tells who, what, when and the evidence, as CSV', async () => {
    const { get, decision, vote, as, world } = await setUp();
    await vote('alice', decision, {
      verdict: 'reject',
      comment: '=cmd|calc',
    });
    await as('bob').post(`/decisions/${decision.id}/overrides`, {
      reason: '@here, checkout is down',
      incidentId: 'INC-1',
      subjectHash: decision.subjectHash,
    });
    const response = await get(`${DAY}&format=csv`);
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toMatch(/^text\/csv/);
    expect(response.headers['content-disposition']).toBe(
      'attachment; filename="decisions-2026-11-25-2026-11-26.csv"',
    );
    const [header, row, end] = response.text.split('\r\n');
    expect(header).toMatch(/^decision_id,decided_at,entity,environment,/);
    for (const part of [
      decision.id,
      decision.subjectHash,
      decision.policyHash,
      'block_high_risk_prod,release.policy,3',
      'user:default/zoe,true,1',
      'user:default/alice reject 2026-11-25T10:05:00.000Z (=cmd|calc)',
      `"'@here, checkout is down",INC-1,true,unconfirmed`,
      '1 gate.decided',
      'd'.repeat(64),
      'callback ci.example BLOCK sent',
    ]) {
      expect(row).toContain(part);
    }
    expect(end).toBe('');
    expect(world.audited.at(-1)).toMatchObject({
      actor: 'user:default/alice',
      action: 'gate.exported',
      data: { format: 'csv', from: '2026-11-25T00:00:00.000Z' },
    });
  });

  it('is read page by page, so that a long one takes no more memory', async () => {
    const { get, decisions, entityRef, decision } = await setUp();
    for (let index = 0; index < 249; index++) {
      decisions.add(decisionOf({ entityRef }));
    }
    decisions.add(decisionOf({ entityRef: 'component:default/else' }));
    const response = await get(`${DAY}&format=json&entityRef=${entityRef}`);
    expect(response.status).toBe(200);
    expect(response.body.decisions).toHaveLength(250);
    expect(response.body.entityRef).toBe(entityRef);
    expect(
      response.body.decisions.find(
        (row: { decision_id: string }) => row.decision_id === decision.id,
      ),
    ).toMatchObject({ requested_by: 'user:default/zoe', status_now: 'BLOCK' });
    expect(decisions.longestPage).toBe(100);
  });

  it('needs its permission', async () => {
    const { get, world } = await setUp();
    world.denied.add('user:default/alice showcaller.gate.export');
    expect((await get(`${DAY}&format=csv`)).status).toBe(403);
  });

  it.each([
    ['format=csv', /query.from.*query.to/],
    ['from=yesterday&to=2026-11-26&format=csv', /must be a day such as/],
    [`${DAY}&format=xlsx`, /query.format: must be csv or json/],
    ['from=2026-11-26&to=2026-11-25&format=csv', /must be after query.from/],
    ['from=2025-01-01&to=2026-11-25&format=csv', /at most 400 days/],
    [`${DAY}&format=csv&entityRef=payments`, /full entity reference/],
    [`${DAY}&format=csv&limit=3`, /limit/],
  ])('refuses %s with what is wrong', async (query, message) => {
    const { get, world } = await setUp();
    const response = await get(query);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(message);
    expect(world.audited).toEqual([]);
  });

  it('breaks off when it cannot go on, so that a part is not taken for the whole', async () => {
    const { get, decisions, entityRef } = await setUp();
    for (let index = 0; index < 150; index++) {
      decisions.add(decisionOf({ entityRef }));
    }
    const page = decisions.page.bind(decisions);
    decisions.page = async options => {
      if (options.after) {
        throw new Error('The database went away');
      }
      return page(options);
    };
    await expect(get(`${DAY}&format=json`)).rejects.toThrow(/aborted|hang up/);
  });
});
