// @ts-check

/**
 * History import: facts of every commit, how far an import got, and the state that the next one continues from.
 *
 * Times are RFC 3339 in UTC with milliseconds, so that text order is time order on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('change_facts', table => {
    table.text('repository').notNullable();
    table.string('sha', 64).notNullable();
    table.string('committed_at', 24).notNullable();
    table
      .integer('generation')
      .notNullable()
      .comment('Raised when an import starts over; older rows then go');
    table.text('facts').notNullable().comment('JSON: ChangeFacts');
    table.primary(['repository', 'sha']);
    table.index(['repository', 'committed_at', 'sha'], 'change_facts_time_idx');
    table.index(['repository', 'generation'], 'change_facts_generation_idx');
  });

  await knex.schema.createTable('history_checkpoint', table => {
    table.text('repository').primary();
    table.integer('generation').notNullable();
    table
      .text('salt_id')
      .notNullable()
      .comment('Which salt hashed the authors');
    table
      .string('base_sha', 64)
      .nullable()
      .comment('Where the run began, exclusive; null for the whole history');
    table.string('target_sha', 64).notNullable();
    table
      .integer('done')
      .notNullable()
      .comment('Commits processed of those between base and target');
    table
      .integer('commits')
      .notNullable()
      .comment('Commits processed since the import last started over');
    table.boolean('complete').notNullable();
    table.binary('state').notNullable().comment('Compressed running state');
    table.string('created_at', 24).notNullable();
  });

  await knex.schema.createTable('history_import', table => {
    table.text('repository').primary();
    table.text('location').notNullable();
    table.string('status', 16).notNullable();
    table.integer('commits_done').notNullable().defaultTo(0);
    table.integer('commits_total').nullable();
    table.double('commits_per_second').nullable();
    table.double('eta_seconds').nullable();
    table.string('head_sha', 64).nullable();
    table.string('started_at', 24).nullable();
    table.string('finished_at', 24).nullable();
    table.text('error').nullable();
    table.text('leased_by').nullable();
    table.string('leased_until', 24).nullable();
  });

  await knex.schema.createTable('identity_salt', table => {
    table.string('id', 16).primary();
    table.text('salt').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'identity_salt',
    'history_import',
    'history_checkpoint',
    'change_facts',
  ]) {
    await knex.schema.dropTable(table);
  }
};
