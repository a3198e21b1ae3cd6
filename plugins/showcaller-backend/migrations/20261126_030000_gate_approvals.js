// @ts-check

/**
 * Approvals: what waits for a person, what people said, and what was let through against the gate.
 *
 * What people said is written once: triggers refuse to change or remove it. Times are RFC 3339 in UTC with milliseconds,
 * so that text order is time order on every database.
 */
const WRITTEN_ONCE = {
  gate_approval: ['id', 'decision_id, approver'],
  gate_override: ['id', 'decision_id'],
  gate_override_confirmation: ['override_id'],
  gate_override_overdue: ['override_id'],
};
const REFUSE = 'showcaller_gate_refuse_change';

/** @param {import('knex').Knex} knex */
function isSqlite(knex) {
  return String(knex.client.config.client).includes('sqlite');
}

/**
 * @param {import('knex').Knex} knex
 * @param {string} table
 * @param {string[]} keys
 */
async function refuseChanges(knex, table, keys) {
  if (isSqlite(knex)) {
    for (const change of ['UPDATE', 'DELETE']) {
      await knex.raw(
        `CREATE TRIGGER ${table}_no_${change.toLowerCase()} BEFORE ${change} ON ${table}
         BEGIN SELECT RAISE(ABORT, '${table} is written once'); END`,
      );
    }
    // REPLACE deletes without asking the trigger of DELETE, so a second row with a key never gets that far.
    const same = keys
      .map(key =>
        key
          .split(', ')
          .map(column => `${column} = NEW.${column}`)
          .join(' AND '),
      )
      .map(condition => `(${condition})`)
      .join(' OR ');
    await knex.raw(
      `CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON ${table}
       WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${same})
       BEGIN SELECT RAISE(IGNORE); END`,
    );
    return;
  }
  await knex.raw(
    `CREATE TRIGGER ${table}_no_change BEFORE UPDATE OR DELETE ON ${table}
     FOR EACH ROW EXECUTE FUNCTION ${REFUSE}()`,
  );
  await knex.raw(
    `CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION ${REFUSE}()`,
  );
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('gate_approval_request', table => {
    table.comment(
      'Decisions that wait, or waited, for people; the row that votes on a decision lock',
    );
    table.text('decision_id').primary();
    table.text('entity_ref').notNullable();
    table.text('environment').notNullable();
    table.string('tier', 16).notNullable();
    table.string('stage', 32).notNullable();
    table
      .string('subject_key', 64)
      .notNullable()
      .comment('Of two decisions with the same one the newer counts');
    table.text('role').nullable().comment('Instead of the owners');
    table.integer('required').notNullable();
    table.string('since', 24).notNullable();
    table.string('expires_at', 24).notNullable();
    table
      .string('state', 16)
      .notNullable()
      .comment('Open, or why not any more, as of the last look');
    table.index(['state', 'since', 'decision_id'], 'gate_request_state_idx');
    table.index(['subject_key', 'state'], 'gate_request_subject_idx');
  });

  await knex.schema.createTable('gate_approval', table => {
    table.comment('Written once, never changed');
    table.string('id', 26).primary().comment('ULID: sorts by time');
    table.text('decision_id').notNullable();
    table.text('approver').notNullable();
    table.string('verdict', 16).notNullable().comment('approve or reject');
    table.text('comment').nullable();
    table.string('subject_hash', 64).notNullable();
    table.string('at', 24).notNullable();
    table.string('expires_at', 24).notNullable();
    table.unique(['decision_id', 'approver'], {
      indexName: 'gate_approval_person_uq',
    });
  });

  await knex.schema.createTable('gate_override', table => {
    table.comment('Written once, never changed');
    table.string('id', 26).primary().comment('ULID: sorts by time');
    table
      .text('decision_id')
      .notNullable()
      .unique({ indexName: 'gate_override_decision_uq' });
    table.text('entity_ref').notNullable();
    table.text('environment').notNullable();
    table.string('tier', 16).notNullable();
    table.string('subject_hash', 64).notNullable();
    table.text('reason').notNullable();
    table.text('incident_id').notNullable();
    table
      .boolean('incident_known')
      .notNullable()
      .comment('Whether the record of incidents had it then');
    table.text('by').notNullable();
    table.string('at', 24).notNullable();
    table.string('confirm_by', 24).notNullable();
    table.index(['confirm_by'], 'gate_override_confirm_idx');
  });

  await knex.schema.createTable('gate_override_confirmation', table => {
    table.comment('What a second person said; written once, never changed');
    table.string('override_id', 26).primary();
    table.string('verdict', 16).notNullable().comment('confirm or object');
    table.text('comment').nullable();
    table.text('by').notNullable();
    table.string('at', 24).notNullable();
  });

  await knex.schema.createTable('gate_override_overdue', table => {
    table.comment('That nobody looked in time; written once, never changed');
    table.string('override_id', 26).primary();
    table.string('at', 24).notNullable();
  });

  await knex.schema.createTable('gate_approval_notice', table => {
    table.comment('What people are told of; each once');
    table
      .text('id')
      .primary()
      .comment('Kind and what it is about: a second one is the same');
    table.string('kind', 32).notNullable();
    table.text('decision_id').notNullable();
    table.text('detail').notNullable().comment('JSON');
    table.string('created_at', 24).notNullable();
    table.string('not_before', 24).notNullable();
    table.integer('attempts').notNullable();
    table.string('token', 36).nullable().comment('Of who is sending it');
    table.string('sent_at', 24).nullable();
    table.index(['sent_at', 'not_before'], 'gate_notice_due_idx');
  });

  if (!isSqlite(knex)) {
    await knex.raw(
      `CREATE FUNCTION ${REFUSE}() RETURNS trigger AS $$
       BEGIN RAISE EXCEPTION '% is written once', TG_TABLE_NAME; END
       $$ LANGUAGE plpgsql`,
    );
  }
  for (const [table, keys] of Object.entries(WRITTEN_ONCE)) {
    await refuseChanges(knex, table, keys);
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'gate_approval_notice',
    ...Object.keys(WRITTEN_ONCE).reverse(),
    'gate_approval_request',
  ]) {
    await knex.schema.dropTable(table);
  }
  if (!isSqlite(knex)) {
    await knex.raw(`DROP FUNCTION ${REFUSE}()`);
  }
};
