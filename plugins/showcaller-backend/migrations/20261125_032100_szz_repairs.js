// @ts-check

/**
 * SZZ: commits that were traced because a deployment showed that they repair something, whatever their message says.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('szz_repair', table => {
    table.text('repository').notNullable();
    table.string('sha', 64).notNullable();
    table.primary(['repository', 'sha']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('szz_repair');
};
