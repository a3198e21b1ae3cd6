// @ts-check

/**
 * Open pull requests with their risk, and what each of their publishers is to tell them.
 *
 * Times are RFC 3339 in UTC with milliseconds, so that text order is time order on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('pull_request', table => {
    table.text('repository').notNullable();
    table.integer('number').notNullable();
    table.text('head_sha').notNullable();
    table.text('base_sha').nullable();
    table.text('title').nullable();
    table.text('url').nullable();
    table.string('status', 16).notNullable().comment('open, merged or closed');
    table
      .string('occurred_at', 24)
      .notNullable()
      .comment('Of the newest event');
    table
      .boolean('score_wanted')
      .notNullable()
      .comment('The head is to be scored');
    table
      .boolean('awaits_facts')
      .notNullable()
      .comment('Imported history may still tell more');
    table.integer('attempts').notNullable();
    table.string('not_before', 24).notNullable();
    table.string('leased_by', 36).nullable();
    table.string('leased_until', 24).nullable();
    table
      .text('assessments')
      .nullable()
      .comment('JSON: the last score for each entity');
    table.primary(['repository', 'number']);
    table.index(['score_wanted', 'not_before'], 'pull_request_due_idx');
  });

  await knex.schema.createTable('pull_request_feedback', table => {
    table.comment('An outbox: the newest content for each place');
    table.text('repository').notNullable();
    table.integer('number').notNullable();
    table.string('publisher', 64).notNullable();
    table.text('entity_refs').notNullable().comment('JSON');
    table.text('content').notNullable().comment('JSON: what is to be told');
    table.string('content_hash', 64).notNullable();
    table
      .string('published_hash', 64)
      .nullable()
      .comment('Of the content that was last seen there');
    table
      .string('status', 16)
      .notNullable()
      .comment('pending, published, dead or closed');
    table.integer('attempts').notNullable();
    table.string('not_before', 24).notNullable();
    table.text('reason').nullable();
    table.text('url').nullable();
    table
      .text('requests')
      .notNullable()
      .comment('JSON: the last plan, stored before it is carried out');
    table.string('updated_at', 24).notNullable();
    table.string('leased_by', 36).nullable();
    table.string('leased_until', 24).nullable();
    table.primary(['repository', 'number', 'publisher']);
    table.index(['status', 'not_before'], 'pull_request_feedback_due_idx');
    table.index(['updated_at'], 'pull_request_feedback_time_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('pull_request_feedback');
  await knex.schema.dropTable('pull_request');
};
