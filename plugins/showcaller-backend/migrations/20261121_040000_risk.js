// @ts-check

/**
 * Risk: stored assessments, the queue of what wants one, and the own risk of every change.
 *
 * Times are RFC 3339 in UTC with milliseconds, so that text order is time order on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('risk_assessment', table => {
    table.string('id', 26).primary();
    table
      .text('subject_key')
      .notNullable()
      .comment('Deployment id, or change:<entity>:<repository>@<sha>');
    table.text('entity_ref').notNullable();
    table.string('kind', 16).notNullable().comment('deployment or change');
    table.text('deployment_id').nullable();
    table.text('repository').notNullable();
    table.text('sha').notNullable();
    table.text('previous_sha').nullable();
    table.text('environment').nullable();
    table.string('tier', 16).nullable();
    table.text('url').nullable();
    table.text('title').nullable();
    table.double('margin').nullable().comment('Log-odds; null when unknown');
    table.double('interval_low').nullable();
    table.double('interval_high').nullable();
    table.string('band', 16).notNullable();
    table.text('unknown_reason').nullable();
    table.double('base_margin').notNullable();
    table.text('signals').notNullable().comment('JSON');
    table.integer('commit_count').notNullable();
    table.text('riskiest_commit').nullable().comment('JSON');
    table.text('model').notNullable().comment('JSON');
    table.string('model_hash', 64).notNullable();
    table.string('features_hash', 64).notNullable();
    table.string('inputs_hash', 64).notNullable();
    table
      .boolean('awaits_facts')
      .notNullable()
      .comment('Scored before the history of its repository was imported');
    table.string('occurred_at', 32).notNullable();
    table.string('scored_at', 32).notNullable();
    table.boolean('backfill').notNullable();
    table
      .boolean('current')
      .notNullable()
      .comment('The newest assessment of its subject');

    table.unique(['subject_key', 'inputs_hash', 'model_hash'], {
      indexName: 'risk_assessment_inputs_uniq',
    });
    table.index(
      ['entity_ref', 'current', 'kind', 'occurred_at'],
      'risk_assessment_entity_idx',
    );
    table.index(
      ['repository', 'current', 'awaits_facts'],
      'risk_assessment_awaits_idx',
    );
  });

  await knex.schema.createTable('risk_queue', table => {
    table.text('deployment_id').primary();
    table.string('enqueued_at', 32).notNullable();
    table.string('not_before', 32).notNullable();
    table.integer('attempts').notNullable();
    table.text('reason').notNullable().comment('Why it waits, or failed last');
    table.string('claimed_until', 32).nullable();
    table.string('claimed_by', 36).nullable();
    table.index(['not_before'], 'risk_queue_due_idx');
  });

  await knex.schema.createTable('change_risk', table => {
    table.text('repository').notNullable();
    table.string('sha', 64).notNullable();
    table.string('model_hash', 64).notNullable();
    table.double('margin').nullable().comment('Log-odds; null when unknown');
    table.string('committed_at', 32).notNullable();
    table.primary(['repository', 'sha', 'model_hash']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('change_risk');
  await knex.schema.dropTable('risk_queue');
  await knex.schema.dropTable('risk_assessment');
};
