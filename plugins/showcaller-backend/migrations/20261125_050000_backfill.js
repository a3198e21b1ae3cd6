// @ts-check

/**
 * Reading of past runs, tests and deployments from vendors' APIs: where each one stands.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('delivery_backfill', table => {
    table.string('source', 64).notNullable();
    table.string('target', 512).notNullable();
    table.text('repository').notNullable();
    table
      .text('annotations')
      .notNullable()
      .comment('JSON: what the source reads the target by');
    table
      .string('status', 16)
      .notNullable()
      .comment('queued, running, waiting, done, failed or cancelled');
    table.text('stage').notNullable();
    table.string('since', 24).notNullable();
    table
      .text('cursor')
      .comment('Where to go on; written after the page before was stored');
    table.integer('requests').notNullable().defaultTo(0);
    table.integer('items_stored').notNullable().defaultTo(0);
    table
      .integer('attempts')
      .notNullable()
      .defaultTo(0)
      .comment('Failed tries of the next page');
    table.string('not_before', 24).notNullable();
    table.string('started_at', 24);
    table.string('finished_at', 24);
    table.text('error');
    table.string('leased_by', 64).comment('Token of the one that reads now');
    table.string('leased_until', 24);
    table.primary(['source', 'target']);
    table.index(['status', 'not_before'], 'delivery_backfill_due_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('delivery_backfill');
};
