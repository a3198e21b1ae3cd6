// @ts-check

const REFUSE_ON_POSTGRES = `
  CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP;
  END $$`;

/**
 * The audit log. Entries and checkpoints are only ever added: triggers refuse everything else. Whoever owns the database can
 * drop triggers; that it was changed is then found by the checkpoints, which are written outside the database too.
 *
 * Times are RFC 3339 in UTC with milliseconds, so that text order is time order on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_entry', table => {
    table.bigInteger('seq').primary().comment('From 1, without gaps');
    table.string('at', 24).notNullable();
    table.text('actor').notNullable();
    table.text('action').notNullable();
    table.text('subject').notNullable();
    table.text('entity_ref').nullable();
    table.text('request_id').nullable();
    table
      .text('canonical')
      .notNullable()
      .comment('RFC 8785; what the other columns repeat, for queries');
    table
      .string('leaf_hash', 64)
      .notNullable()
      .comment('RFC 9162 leaf hash of canonical, hex');
    table.index(['subject', 'seq'], 'audit_entry_subject_idx');
    table.index(['entity_ref', 'seq'], 'audit_entry_entity_idx');
    table.index(['actor', 'seq'], 'audit_entry_actor_idx');
    table.index(['action', 'seq'], 'audit_entry_action_idx');
    table.index(['at'], 'audit_entry_at_idx');
  });

  await knex.schema.createTable('audit_head', table => {
    table.comment('One row; locked by whoever appends until it commits');
    table.string('id', 8).primary();
    table.bigInteger('size').notNullable().comment('The last seq');
  });
  await knex('audit_head').insert({ id: 'log', size: 0 });

  await knex.schema.createTable('audit_text', table => {
    table.comment('Free text of people, which can be erased');
    table.string('digest', 64).primary();
    table.string('salt', 32).notNullable();
    table.text('text').notNullable();
  });

  await knex.schema.createTable('audit_tree', table => {
    table.comment('One row: how far the tree was built');
    table.string('id', 8).primary();
    table.bigInteger('size').notNullable();
    table.text('edge').notNullable().comment('JSON: complete subtrees, hex');
  });
  await knex('audit_tree').insert({ id: 'log', size: 0, edge: '[]' });

  await knex.schema.createTable('audit_node', table => {
    table.comment(
      'Complete subtrees of 256, 65536, … entries; made from the entries',
    );
    table.integer('level').notNullable().comment('8, 16, …');
    table.bigInteger('position').notNullable();
    table.string('hash', 64).notNullable();
    table.primary(['level', 'position']);
  });

  await knex.schema.createTable('audit_checkpoint', table => {
    table.bigInteger('size').primary();
    table.text('root').notNullable().comment('Base64');
    table.string('at', 24).notNullable();
    table.text('note').notNullable().comment('C2SP signed note');
    table
      .text('published_to')
      .notNullable()
      .comment('JSON: where it was written outside the database');
  });

  await knex.schema.createTable('audit_verification', table => {
    table.string('id', 26).primary();
    table.string('state', 8).notNullable().comment('running, ok or broken');
    table.string('started_at', 24).notNullable();
    table.string('seen_at', 24).notNullable().comment('Its last sign of life');
    table.string('finished_at', 24).nullable();
    table.bigInteger('entries').notNullable();
    table.bigInteger('total').notNullable();
    table.integer('checkpoints').notNullable();
    table.bigInteger('bad_seq').nullable();
    table.text('bad_reason').nullable();
    table.text('explanation').notNullable();
    table.index(['started_at'], 'audit_verification_started_idx');
  });

  for (const statement of isSqlite(knex)
    ? [
        ...guardsOnSqlite('audit_entry', 'seq'),
        ...guardsOnSqlite('audit_checkpoint', 'size'),
      ]
    : [
        REFUSE_ON_POSTGRES,
        ...guardsOnPostgres('audit_entry'),
        ...guardsOnPostgres('audit_checkpoint'),
      ]) {
    await knex.raw(statement);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'audit_verification',
    'audit_checkpoint',
    'audit_node',
    'audit_tree',
    'audit_text',
    'audit_head',
    'audit_entry',
  ]) {
    await knex.schema.dropTable(table);
  }
  if (!isSqlite(knex)) {
    await knex.raw('DROP FUNCTION audit_refuse()');
  }
};

/** @param {import('knex').Knex} knex */
function isSqlite(knex) {
  return String(knex.client.config.client).includes('sqlite');
}

/**
 * A replacing insert deletes without telling the trigger for deletions, so there is one for insertions too.
 *
 * @param {string} table
 * @param {string} key
 */
function guardsOnSqlite(table, key) {
  return [
    `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
     BEGIN SELECT RAISE(ABORT, '${table} is append-only: rows are never changed'); END`,
    `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
     BEGIN SELECT RAISE(ABORT, '${table} is append-only: rows are never removed'); END`,
    `CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON ${table}
     WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${key} = NEW.${key})
     BEGIN SELECT RAISE(ABORT, '${table} is append-only: this row is there already'); END`,
  ];
}

/** @param {string} table */
function guardsOnPostgres(table) {
  return [
    `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
     FOR EACH ROW EXECUTE FUNCTION audit_refuse()`,
    `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
     FOR EACH ROW EXECUTE FUNCTION audit_refuse()`,
    `CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()`,
  ];
}
