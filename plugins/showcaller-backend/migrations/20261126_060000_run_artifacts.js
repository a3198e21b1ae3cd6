// @ts-check

/**
 * Finished pipeline runs whose artifacts are to be looked through, and what was taken from them.
 *
 * Times are RFC 3339 in UTC with milliseconds, so that text order is time order on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('run_artifacts', table => {
    table.comment('One row for each attempt of a run');
    table.string('id', 26).primary();
    table.string('source', 64).notNullable();
    table.text('repository').notNullable();
    table.text('run_id').notNullable();
    table.integer('attempt').notNullable();
    table.text('run').notNullable().comment('JSON: what its event told');
    table.string('state', 16).notNullable().comment('pending, done or dead');
    table
      .text('files')
      .notNullable()
      .comment('JSON: what became of each file so far');
    table
      .text('settled')
      .notNullable()
      .comment('JSON: ids of the artifacts that are through');
    table.integer('attempts').notNullable();
    table.string('not_before', 24).notNullable();
    table.text('reason').nullable();
    table.string('created_at', 24).notNullable();
    table.string('updated_at', 24).notNullable();
    table.string('leased_by', 36).nullable();
    table.string('leased_until', 24).nullable();
    table.unique(['source', 'repository', 'run_id', 'attempt'], {
      indexName: 'run_artifacts_run_uniq',
    });
    table.index(['state', 'not_before'], 'run_artifacts_due_idx');
    table.index(['created_at'], 'run_artifacts_time_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('run_artifacts');
};
