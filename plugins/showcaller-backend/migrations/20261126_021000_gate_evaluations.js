// @ts-check

/**
 * Gate: what pipelines and tools asked, and which places are to be told of the answers.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('gate_evaluation', table => {
    table.string('id', 26).primary();
    table
      .string('request_group', 64)
      .notNullable()
      .comment('Evaluations that one question made: one per entity');
    table.text('caller').notNullable();
    table.string('idempotency_key', 255).nullable();
    table.string('request_hash', 64).notNullable();
    table.text('request').notNullable().comment('JSON');
    table.text('entity_ref').notNullable();
    table.text('environment').notNullable();
    table.string('tier', 16).notNullable();
    table.string('stage', 32).notNullable();
    table.text('repository').notNullable();
    table.string('sha', 64).notNullable();
    table.text('artifact_digest').nullable();
    table.text('requested_by').nullable();
    table.boolean('dry_run').notNullable();
    table.string('state', 16).notNullable().comment('pending or decided');
    table.string('created_at', 32).notNullable();
    table.string('deadline_at', 32).notNullable();
    table.string('decided_at', 32).nullable();
    table.string('decision_id', 26).nullable();
    table.text('rollback_plan').nullable().comment('JSON');
    table.integer('attempts').notNullable();
    table.string('not_before', 32).notNullable();
    table.string('leased_by', 36).nullable();
    table.string('leased_until', 32).nullable();

    table.unique(['caller', 'idempotency_key'], {
      indexName: 'gate_evaluation_key_uniq',
    });
    table.index(['state', 'not_before'], 'gate_evaluation_due_idx');
    table.index(['entity_ref', 'created_at'], 'gate_evaluation_entity_idx');
    table.index(['decision_id'], 'gate_evaluation_decision_idx');
    table.index(['request_group'], 'gate_evaluation_group_idx');
  });

  await knex.schema.createTable('gate_answer', table => {
    table.string('id', 26).primary();
    table.string('request_group', 64).notNullable();
    table.string('responder', 64).notNullable();
    table.text('target').notNullable().comment('JSON');
    table.string('target_hash', 64).notNullable();
    table.text('described').notNullable().comment('Where, in words');
    table.string('state', 16).notNullable().comment('pending, sent or dead');
    table
      .boolean('wanted')
      .notNullable()
      .comment('There may be something to tell from not_before on');
    table
      .integer('version')
      .notNullable()
      .comment('Grows with every change that wants to be told');
    table.string('told_status', 16).nullable();
    table.integer('attempts').notNullable();
    table.string('not_before', 32).notNullable();
    table.text('reason').nullable();
    table.text('url').nullable();
    table.text('requests').notNullable().comment('JSON');
    table.string('created_at', 32).notNullable();
    table.string('updated_at', 32).notNullable();
    table.string('leased_by', 36).nullable();
    table.string('leased_until', 32).nullable();

    table.unique(['request_group', 'responder', 'target_hash'], {
      indexName: 'gate_answer_place_uniq',
    });
    table.index(['wanted', 'not_before'], 'gate_answer_due_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('gate_answer');
  await knex.schema.dropTable('gate_evaluation');
};
