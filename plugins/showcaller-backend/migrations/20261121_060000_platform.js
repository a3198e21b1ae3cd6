// @ts-check

/**
 * Platform: which process writes an embedded database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('platform_process', table => {
    table.string('id', 16).primary().comment('Always the same: one row');
    table.string('instance', 36).notNullable();
    table.integer('pid').notNullable();
    table.text('host').notNullable();
    table.string('started_at', 32).notNullable();
    table.string('heartbeat_at', 32).notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('platform_process');
};
