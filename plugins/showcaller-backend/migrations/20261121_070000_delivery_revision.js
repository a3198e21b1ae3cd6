// @ts-check

/**
 * Delivery: finds the deployments of a commit without reading all those of its repository.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployment', table => {
    table.index(['repository', 'sha'], 'deployment_revision_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('deployment', table => {
    table.dropIndex(['repository', 'sha'], 'deployment_revision_idx');
  });
};
