// @ts-check

/**
 * Gate: one row per decision, written once.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('gate_decision', table => {
    table.string('id', 26).primary();
    table.string('assessment_id', 26).notNullable();
    table.text('deployment_id').notNullable();
    table.text('entity_ref').notNullable();
    table.text('environment').notNullable();
    table.string('tier', 16).notNullable();
    table.string('outcome', 16).notNullable();
    table.string('strategy', 16).nullable();
    table.text('on_approval').nullable().comment('JSON');
    table.double('success_probability').nullable();
    table.text('rule').notNullable().comment('JSON');
    table.string('policy_hash', 64).notNullable();
    table.string('model_hash', 64).notNullable();
    table.text('inputs').notNullable().comment('JSON');
    table.text('explanation').notNullable();
    table.string('mode', 16).notNullable().comment('enforced or backfill');
    table.string('decided_at', 32).notNullable();

    table.unique(['assessment_id'], {
      indexName: 'gate_decision_assessment_uniq',
    });
    table.index(['deployment_id'], 'gate_decision_deployment_idx');
    table.index(['entity_ref', 'decided_at'], 'gate_decision_entity_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('gate_decision');
};
