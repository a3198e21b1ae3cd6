// @ts-check

/**
 * Learning: the registry of models, trainings, evaluations, drift, shadow scores, alerts, and leases between replicas.
 *
 * Times are RFC 3339 in UTC with milliseconds, so that text order is time order on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('risk_model', table => {
    table.string('hash', 64).primary();
    table.text('id').notNullable();
    table.text('version').notNullable();
    table.string('rung', 16).notNullable();
    table.string('status', 16).notNullable();
    table.string('parent', 64).nullable();
    table.string('origin', 16).notNullable();
    table.text('file').notNullable().comment('The model file, JSON');
    table.binary('onnx').notNullable();
    table.string('schema_hash', 64).notNullable();
    table.string('label_source', 16).nullable();
    table.string('training_from', 32).nullable();
    table.string('training_to', 32).nullable();
    table.integer('training_rows').notNullable();
    table.integer('training_positives').notNullable();
    table.text('metrics').nullable().comment('JSON');
    table.text('controls').nullable().comment('JSON');
    table.text('status_reason').nullable();
    table.string('status_changed_at', 32).notNullable();
    table.text('status_changed_by').notNullable();
    table
      .string('served_from', 32)
      .nullable()
      .comment('When it last became champion');
    table.string('created_at', 32).notNullable();
    table.text('created_by').notNullable();
    table.unique(['id', 'version'], { indexName: 'risk_model_version_uniq' });
    table.index(['created_at'], 'risk_model_created_idx');
  });
  // At most one champion, whatever the code above it does.
  await knex.raw(
    `CREATE UNIQUE INDEX risk_model_champion_uniq ON risk_model (status) WHERE status = 'champion'`,
  );

  await knex.schema.createTable('risk_training_run', table => {
    table.string('id', 26).primary();
    table.string('status', 16).notNullable();
    table.string('trigger', 16).notNullable();
    table.text('requested_by').nullable();
    table.string('rung', 16).notNullable();
    table.string('label_source', 16).notNullable();
    table.text('stage').notNullable();
    table.double('progress').notNullable();
    table.double('eta_seconds').nullable();
    table.string('queued_at', 32).notNullable();
    table.string('started_at', 32).nullable();
    table.string('finished_at', 32).nullable();
    table.integer('rows').nullable();
    table.integer('positives').nullable();
    table.string('model_hash', 64).nullable();
    table.text('outcome').nullable();
    table.integer('attempts').notNullable();
    table.boolean('cancel_requested').notNullable();
    table.string('leased_by', 36).nullable();
    table.string('leased_until', 32).nullable();
    table
      .string('open', 4)
      .nullable()
      .unique({ indexName: 'risk_training_run_open_uniq' })
      .comment(
        '"open" while it waits or runs, so that there is one; else null',
      );
    table.index(['queued_at'], 'risk_training_run_queued_idx');
  });

  await knex.schema.createTable('risk_model_evaluation', table => {
    table.string('model_hash', 64).notNullable();
    table.string('computed_at', 32).notNullable();
    table.text('evaluation').notNullable().comment('JSON');
    table.primary(['model_hash', 'computed_at']);
  });

  await knex.schema.createTable('risk_drift', table => {
    table.string('model_hash', 64).notNullable();
    table.string('computed_at', 32).notNullable();
    table.text('report').notNullable().comment('JSON');
    table.primary(['model_hash', 'computed_at']);
    table.index(['computed_at'], 'risk_drift_computed_idx');
  });

  await knex.schema.createTable('risk_shadow_score', table => {
    table.string('challenger_hash', 64).notNullable();
    table.text('deployment_id').notNullable();
    table.string('champion_hash', 64).notNullable();
    table.string('assessment_id', 26).notNullable();
    table.double('champion_log_odds').notNullable();
    table.double('challenger_log_odds').notNullable();
    table.string('occurred_at', 32).notNullable();
    table.string('scored_at', 32).notNullable();
    table.primary(['challenger_hash', 'deployment_id']);
    table.index(
      ['challenger_hash', 'champion_hash', 'occurred_at'],
      'risk_shadow_score_time_idx',
    );
  });

  await knex.schema.createTable('risk_shadow_comparison', table => {
    table.string('challenger_hash', 64).notNullable();
    table.string('champion_hash', 64).notNullable();
    table.string('started_at', 32).notNullable();
    table.string('updated_at', 32).notNullable();
    table.integer('rows').notNullable();
    table.double('difference').nullable();
    table.double('interval_low').nullable();
    table.double('interval_high').nullable();
    table.string('verdict', 24).notNullable();
    table.primary(['challenger_hash', 'champion_hash']);
  });

  await knex.schema.createTable('risk_alert', table => {
    table.string('id', 26).primary();
    table.text('key').notNullable().comment('What it is about');
    table
      .text('open_key')
      .nullable()
      .unique({ indexName: 'risk_alert_open_uniq' })
      .comment('The key while it is on, so that it is on once; else null');
    table.string('severity', 8).notNullable();
    table.text('text').notNullable();
    table.string('since', 32).notNullable();
    table.string('cleared_at', 32).nullable();
    table.string('notified_at', 32).nullable();
    table.index(['cleared_at'], 'risk_alert_cleared_idx');
  });

  await knex.schema.createTable('risk_learning_lease', table => {
    table.string('id', 16).primary();
    table.string('holder', 36).nullable();
    table.string('leased_until', 32).nullable();
  });
  // One row that changes of the registry lock, so that they follow one another.
  await knex('risk_learning_lease').insert({ id: 'registry' });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'risk_learning_lease',
    'risk_alert',
    'risk_shadow_comparison',
    'risk_shadow_score',
    'risk_drift',
    'risk_model_evaluation',
    'risk_training_run',
    'risk_model',
  ]) {
    await knex.schema.dropTable(table);
  }
};
