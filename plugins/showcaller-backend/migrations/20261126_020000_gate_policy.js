// @ts-check

const ADDED = [
  'stage',
  'evaluation_id',
  'matched_rules',
  'approvals',
  'subject_hash',
  'subject_key',
  'failed_open',
  'expires_at',
  'authors',
];

/**
 * Gate: decisions on what pipelines ask, by the rules of the policy language; and the facts that were decided on, so that
 * another policy can be tried on the past.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('gate_decision', table => {
    table.setNullable('assessment_id');
    table.setNullable('deployment_id');
    table.setNullable('model_hash');
  });
  await knex.schema.alterTable('gate_decision', table => {
    table.string('stage', 32).notNullable().defaultTo('pre-deploy');
    table.string('evaluation_id', 26).nullable();
    table.text('matched_rules').notNullable().defaultTo('[]').comment('JSON');
    table.text('approvals').nullable().comment('JSON');
    table
      .string('subject_hash', 64)
      .notNullable()
      .defaultTo('')
      .comment('Empty before there were approvals');
    table
      .string('subject_key', 64)
      .nullable()
      .comment('Of two decisions with the same key the newer one counts');
    table.boolean('failed_open').notNullable().defaultTo(false);
    table.string('expires_at', 32).nullable();
    table
      .text('authors')
      .nullable()
      .comment('JSON: salted hashes, where the commits were known');

    table.index(['evaluation_id'], 'gate_decision_evaluation_idx');
    table.index(['subject_key', 'decided_at'], 'gate_decision_subject_idx');
    table.index(['decided_at'], 'gate_decision_decided_idx');
  });

  await knex.schema.createTable('gate_decision_facts', table => {
    table.string('decision_id', 26).primary();
    table.text('facts').notNullable().comment('JSON');
    table.string('decided_at', 32).notNullable();
    table.index(['decided_at'], 'gate_decision_facts_decided_idx');
  });
};

/**
 * Decisions that the older table cannot hold go.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('gate_decision_facts');
  await knex('gate_decision')
    .whereNull('assessment_id')
    .orWhereNull('deployment_id')
    .orWhereNull('model_hash')
    .delete();
  await knex.schema.alterTable('gate_decision', table => {
    table.dropIndex(['evaluation_id'], 'gate_decision_evaluation_idx');
    table.dropIndex(['subject_key', 'decided_at'], 'gate_decision_subject_idx');
    table.dropIndex(['decided_at'], 'gate_decision_decided_idx');
  });
  await knex.schema.alterTable('gate_decision', table => {
    table.dropColumns(...ADDED);
  });
  await knex.schema.alterTable('gate_decision', table => {
    table.dropNullable('assessment_id');
    table.dropNullable('deployment_id');
    table.dropNullable('model_hash');
  });
};
