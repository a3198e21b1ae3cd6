// @ts-check

/**
 * Delivery: the event log of every subject, and what the events add up to.
 *
 * Times are RFC 3339 in UTC with milliseconds, so that text order is time order on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('subject_event', table => {
    table.text('subject_id').notNullable();
    table.text('event_id').notNullable();
    table.string('kind', 16).notNullable();
    table.text('type').notNullable();
    table.text('repository').notNullable();
    table.text('source').notNullable();
    table.string('occurred_at', 24).notNullable();
    table.string('received_at', 24).notNullable().comment('Earliest delivery');
    table.text('data').notNullable().comment('JSON: customData');
    table.text('content').notNullable().comment('JSON: subject.content');
    table.primary(['subject_id', 'event_id']);
    table.index(['event_id'], 'subject_event_event_idx');
    table.index(['received_at'], 'subject_event_received_idx');
    table.index(
      ['repository', 'source', 'received_at'],
      'subject_event_repository_idx',
    );
  });

  await knex.schema.createTable('change', table => {
    table.text('id').primary();
    table.text('repository').notNullable();
    table.text('sha').notNullable();
    table.string('status', 16).notNullable();
    table.text('title').nullable();
    table.text('url').nullable();
    table.text('branch').nullable();
    table.boolean('on_default_branch').nullable();
    table.integer('pull_request').nullable();
    table.string('committed_at', 24).nullable();
    table.text('author_hash').nullable();
    table.text('files').nullable().comment('JSON array of paths');
    table.boolean('files_truncated').notNullable();
    table.integer('files_changed').nullable();
    table.integer('lines_added').nullable();
    table.integer('lines_deleted').nullable();
    table.string('observed_at', 24).notNullable();
    table.string('sort_at', 24).notNullable();
    table.index(['repository', 'sha'], 'change_repository_idx');
  });
  await knex.schema.createTable('change_entity', table => {
    table.text('change_id').notNullable();
    table.text('entity_ref').notNullable();
    table.string('sort_at', 24).notNullable();
    table.primary(['change_id', 'entity_ref']);
    table.index(['entity_ref', 'sort_at'], 'change_entity_entity_idx');
  });

  await knex.schema.createTable('pipeline_run', table => {
    table.text('id').primary();
    table.text('repository').notNullable();
    table.text('run_id').notNullable();
    table.integer('attempt').notNullable();
    table.string('status', 16).notNullable();
    table.text('name').nullable();
    table.text('sha').nullable();
    table.text('branch').nullable();
    table.integer('run_number').nullable();
    table.text('trigger').nullable();
    table.text('url').nullable();
    table.text('raw_outcome').nullable();
    table.string('queued_at', 24).nullable();
    table.string('started_at', 24).nullable();
    table.string('finished_at', 24).nullable();
    table.string('sort_at', 24).notNullable();
    table.index(['repository', 'sha'], 'pipeline_run_repository_idx');
  });
  await knex.schema.createTable('pipeline_run_entity', table => {
    table.text('pipeline_run_id').notNullable();
    table.text('entity_ref').notNullable();
    table.string('sort_at', 24).notNullable();
    table.primary(['pipeline_run_id', 'entity_ref']);
    table.index(['entity_ref', 'sort_at'], 'pipeline_run_entity_entity_idx');
  });

  await knex.schema.createTable('task_run', table => {
    table.text('id').primary();
    table.text('repository').notNullable();
    table.string('status', 16).notNullable();
    table.text('name').nullable();
    table.text('pipeline_run_id').nullable();
    table.text('run_id').nullable();
    table.integer('attempt').nullable();
    table.text('sha').nullable();
    table.text('url').nullable();
    table.text('raw_outcome').nullable();
    table.text('steps').nullable().comment('JSON array');
    table.string('queued_at', 24).nullable();
    table.string('started_at', 24).nullable();
    table.string('finished_at', 24).nullable();
    table.index(['pipeline_run_id'], 'task_run_pipeline_run_idx');
  });

  await knex.schema.createTable('deployment', table => {
    table.text('id').primary();
    table.text('repository').notNullable();
    table.text('deployment_id').notNullable();
    table.text('sha').notNullable();
    table.text('environment').notNullable().comment('As the source says it');
    table.string('status', 16).notNullable();
    table.text('ref').nullable();
    table.text('named_entity').nullable().comment('Named in the payload');
    table.text('entity_ref').nullable().comment('Null until it has an owner');
    table.text('url').nullable();
    table.text('description').nullable();
    table.string('requested_at', 24).notNullable();
    table.string('started_at', 24).nullable();
    table.string('finished_at', 24).nullable();
    table.string('first_received_at', 24).notNullable();
    table.index(
      ['entity_ref', 'environment', 'requested_at'],
      'deployment_environment_idx',
    );
    table.index(['entity_ref', 'requested_at'], 'deployment_entity_idx');
    table.index(['repository', 'entity_ref'], 'deployment_repository_idx');
  });

  await knex.schema.createTable('artifact', table => {
    table.text('id').primary();
    table.text('repository').notNullable();
    table.text('purl').notNullable();
    table.string('status', 16).notNullable();
    table.text('digest').nullable();
    table.text('sha').nullable();
    table.text('version').nullable();
    table.text('url').nullable();
    table.text('change_id').nullable();
    table.text('sbom_uri').nullable();
    table.string('packaged_at', 24).nullable();
    table.string('published_at', 24).nullable();
    table.index(['repository', 'sha'], 'artifact_repository_idx');
  });

  await knex.schema.createTable('unmapped_repository', table => {
    table.text('repository').primary();
    table.text('reason').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'unmapped_repository',
    'artifact',
    'deployment',
    'task_run',
    'pipeline_run_entity',
    'pipeline_run',
    'change_entity',
    'change',
    'subject_event',
  ]) {
    await knex.schema.dropTable(table);
  }
};
