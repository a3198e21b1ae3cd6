import { TestDatabases } from '@backstage/backend-test-utils';
import { leafHash, toHex } from '@showcaller/engine/audit';
import type { Knex } from 'knex';
import { createAuditTables } from './__testUtils__/createAuditTables';
import { assertAppendOnly } from './appendOnly';
import { DatabaseAuditLog } from './DatabaseAuditLog';

jest.setTimeout(60_000);

const AT = '2026-11-26T10:00:00.000Z';
const approved = {
  actor: 'user:default/ada',
  action: 'gate.approved',
  subject: 'decision:1',
  entityRef: 'component:default/web',
  requestId: 'r-1',
  data: { hash: 'ab', risk: 0.25, missing: undefined, unknown: NaN },
  texts: { reason: 'Looks good', incident: undefined },
};

describe('DatabaseAuditLog', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    async function setUp() {
      const knex = await databases.init(databaseId);
      await createAuditTables(knex);
      const log = DatabaseAuditLog.create({ knex, now: () => new Date(AT) });
      return { knex, log };
    }

    it('keeps an entry with its canonical form, and its text by digest only', async () => {
      const { knex, log } = await setUp();
      const reference = await log.appendAlone(approved);
      expect(reference).toEqual({
        seq: 1,
        at: AT,
        actor: 'user:default/ada',
        action: 'gate.approved',
        subject: 'decision:1',
      });
      const row = await knex('audit_entry').first();
      const { digest } = await knex('audit_text').first();
      expect(row.canonical).toBe(
        `{"action":"gate.approved","actor":"user:default/ada","at":"${AT}","data":{"hash":"ab","risk":0.25,"unknown":null},"entityRef":"component:default/web","requestId":"r-1","seq":1,"subject":"decision:1","texts":{"reason":"${digest}"},"v":1}`,
      );
      await expect(log.get(1)).resolves.toEqual({
        ...reference,
        entityRef: 'component:default/web',
        requestId: 'r-1',
        data: { hash: 'ab', risk: 0.25, unknown: null },
        texts: { reason: 'Looks good' },
        textDigests: { reason: digest },
        leafHash: toHex(leafHash(row.canonical)),
      });
    });

    it('takes names that no database can hold', async () => {
      const { log } = await setUp();
      await log.appendAlone({
        ...approved,
        subject: 'branch:\ud800\0',
        texts: { reason: '\0' },
      });
      await expect(log.get(1)).resolves.toMatchObject({
        subject: 'branch:\ufffd\ufffd',
        texts: { reason: '\ufffd' },
      });
    });

    it('leaves no gap when a transaction is undone', async () => {
      const { knex, log } = await setUp();
      await log.appendAlone(approved);
      await expect(
        knex.transaction(async tx => {
          await log.append(approved, tx);
          throw new Error('undone');
        }),
      ).rejects.toThrow('undone');
      const again = await knex.transaction(tx =>
        log.appendAll([approved, approved], tx),
      );
      expect(again.map(({ seq }) => seq)).toEqual([2, 3]);
    });

    it('gives writers at the same time one order', async () => {
      const { knex, log } = await setUp();
      const references = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          log.appendAlone({ ...approved, subject: `decision:${index}` }),
        ),
      );
      const seqs = references.map(({ seq }) => seq).sort((a, b) => a - b);
      expect(seqs).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
      const head = await knex('audit_head').first();
      expect(Number(head.size)).toBe(20);
    });

    it('finds entries by what they are about, oldest first', async () => {
      const { log } = await setUp();
      for (const subject of ['decision:1', 'decision:2', 'decision:1']) {
        await log.appendAlone({ ...approved, subject });
      }
      const found = await log.listBySubjects(['decision:1', 'decision:3']);
      expect(found.map(({ seq }) => seq)).toEqual([1, 3]);
    });

    it('refuses to change or remove entries and checkpoints', async () => {
      const { knex, log } = await setUp();
      await log.appendAlone(approved);
      await knex('audit_checkpoint').insert({
        size: 1,
        root: 'r',
        at: AT,
        note: 'n',
        published_to: '[]',
      });
      const row = await knex('audit_entry').first();
      const attempts: Array<(on: Knex) => PromiseLike<unknown>> = [
        on => on('audit_entry').update({ actor: 'user:default/eve' }),
        on => on('audit_entry').delete(),
        on => on('audit_checkpoint').update({ note: 'x' }),
        on => on('audit_checkpoint').delete(),
        on =>
          databaseId === 'SQLITE_3'
            ? on.raw(
                `INSERT OR REPLACE INTO audit_entry SELECT seq, at, 'user:default/eve', action, subject, entity_ref, request_id, canonical, leaf_hash FROM audit_entry`,
              )
            : on.raw('TRUNCATE audit_entry'),
      ];
      for (const attempt of attempts) {
        // The error of SQLite's driver may be of another realm than the test.
        await expect(Promise.resolve(attempt(knex))).rejects.toMatchObject({
          message: expect.stringContaining('append-only'),
        });
      }
      await expect(knex('audit_entry').first()).resolves.toEqual(row);
    });

    it.each(['audit_entry_no_update', 'audit_checkpoint_no_delete'])(
      'does not start without the trigger %s',
      async trigger => {
        const { knex } = await setUp();
        await assertAppendOnly(knex);
        const table = trigger.replace(/_no_.*/, '');
        await knex.raw(
          databaseId === 'SQLITE_3'
            ? `DROP TRIGGER ${trigger}`
            : `ALTER TABLE ${table} DISABLE TRIGGER ${trigger}`,
        );
        await expect(assertAppendOnly(knex)).rejects.toThrow(
          `lacks the triggers ${trigger}.`,
        );
      },
    );
  });
});
