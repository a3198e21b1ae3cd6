// @ts-check

/**
 * Delivery: deployments of all entities in the order of time, page by page.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployment', table => {
    table.index(['requested_at', 'id'], 'deployment_time_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('deployment', table => {
    table.dropIndex(['requested_at', 'id'], 'deployment_time_idx');
  });
};
