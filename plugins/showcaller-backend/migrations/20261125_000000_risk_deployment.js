// @ts-check

/**
 * Risk: finds the assessment of a deployment without reading all of them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('risk_assessment', table => {
    table.index(['deployment_id', 'current'], 'risk_assessment_deployment_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('risk_assessment', table => {
    table.dropIndex(
      ['deployment_id', 'current'],
      'risk_assessment_deployment_idx',
    );
  });
};
