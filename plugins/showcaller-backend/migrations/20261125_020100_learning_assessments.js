// @ts-check

/**
 * Risk: finds the deployments that were scored lately without reading all of them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('risk_assessment', table => {
    table.index(
      ['kind', 'current', 'occurred_at'],
      'risk_assessment_occurred_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('risk_assessment', table => {
    table.dropIndex(
      ['kind', 'current', 'occurred_at'],
      'risk_assessment_occurred_idx',
    );
  });
};
