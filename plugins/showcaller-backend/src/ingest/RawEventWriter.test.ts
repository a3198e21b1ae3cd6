import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { RawEventWriter, type NewRawEvent } from './RawEventWriter';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

/** A row whose id and delivery are told by a number. */
function row(number: number, changes: Partial<NewRawEvent> = {}): NewRawEvent {
  return {
    id: String(number).padStart(26, '0'),
    source: 'letters',
    delivery_id: `delivery-${number}`,
    event_type: 'letter',
    received_at: '2026-11-20T12:00:00.000Z',
    headers: '{}',
    body: Buffer.from(`packed ${number}`),
    body_bytes: 1,
    body_sha256: 'f'.repeat(64),
    content_type: 'text/plain',
    verified_by: 'seal',
    status: 'pending',
    priority: 0,
    ...changes,
  };
}

describe.each(databases.eachSupportedId())('RawEventWriter on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  afterEach(() => knex('ci_raw_event').delete());

  /** A writer, with the statements that it sends. */
  function createWriter() {
    const statements: string[] = [];
    const onQuery = ({ sql }: { sql: string }) => statements.push(sql);
    knex.on('query', onQuery);
    return {
      writer: RawEventWriter.create({ knex }),
      statements: () => {
        knex.removeListener('query', onQuery);
        return statements;
      },
    };
  }

  it('writes what comes at the same time in one statement', async () => {
    const { writer, statements } = createWriter();
    const rows = Array.from({ length: 40 }, (_, index) => row(index));
    const answers = await Promise.all(rows.map(one => writer.write(one)));
    expect(statements()).toHaveLength(1);
    expect(answers).toEqual(
      rows.map(one => ({ id: one.id, duplicate: false })),
    );
    const stored = await knex('ci_raw_event').orderBy('id');
    expect(stored).toMatchObject(rows);
  });

  it('splits what is too much for one statement, and leaves out nothing', async () => {
    const { writer, statements } = createWriter();
    const rows = Array.from({ length: 250 }, (_, index) => row(index));
    const large = Buffer.alloc(5 * 1024 * 1024);
    rows.push(row(250, { body: large }), row(251, { body: large }));
    await Promise.all(rows.map(one => writer.write(one)));
    expect(statements()).toHaveLength(4);
    await expect(knex('ci_raw_event').pluck('id')).resolves.toHaveLength(252);
  });

  it('answers only after the row is stored', async () => {
    const { writer } = createWriter();
    await Promise.all(
      [1, 2, 3].map(async number => {
        const answer = await writer.write(row(number));
        const [{ rows }] = await knex('ci_raw_event')
          .where({ id: answer.id })
          .count({ rows: '*' });
        expect(Number(rows)).toBe(1);
      }),
    );
  });

  it('answers duplicates with the id of the one that is stored, in the same group or before', async () => {
    const { writer } = createWriter();
    const first = await writer.write(row(1));
    const answers = await Promise.all([
      writer.write(row(2, { delivery_id: 'delivery-1' })),
      writer.write(row(3)),
      writer.write(row(4, { delivery_id: 'delivery-3' })),
      writer.write(row(5, { delivery_id: 'delivery-1', source: 'other' })),
    ]);
    expect(answers).toEqual([
      { id: first.id, duplicate: true },
      { id: row(3).id, duplicate: false },
      { id: row(3).id, duplicate: true },
      { id: row(5).id, duplicate: false },
    ]);
  });

  it('refuses a bad row and no other of its group', async () => {
    const { writer } = createWriter();
    const bad = Object.assign(row(2), { verified_by: null });
    const answers = await Promise.allSettled([
      writer.write(row(1)),
      writer.write(bad),
      writer.write(row(3)),
      writer.write(row(4, { delivery_id: 'delivery-3' })),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    await expect(
      knex('ci_raw_event').orderBy('delivery_id').pluck('delivery_id'),
    ).resolves.toEqual(['delivery-1', 'delivery-3']);
    await expect(writer.write(row(5))).resolves.toMatchObject({
      duplicate: false,
    });
  });
});
