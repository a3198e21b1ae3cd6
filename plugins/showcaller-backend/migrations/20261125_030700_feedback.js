// @ts-check

/**
 * Decision feedback: what the gate said of each deployment and what became of it, and the monthly reports on models.
 *
 * Times are RFC 3339 in UTC with milliseconds, so that text order is time order on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('decision_feedback', table => {
    table.text('deployment_id').primary();
    table.string('decision_id', 26).notNullable();
    table.text('entity_ref').notNullable();
    table.text('rule').notNullable();
    table.string('outcome', 16).notNullable();
    table.string('mode', 16).notNullable().comment('enforced or backfill');
    table.string('model_hash', 64).notNullable();
    table.string('occurred_at', 24).notNullable();
    table.boolean('ran').notNullable();
    table
      .boolean('failed_soon')
      .notNullable()
      .comment('Within 24 hours after it began');
    table
      .string('known_at', 24)
      .notNullable()
      .comment('From then on, no failure means that there was none soon');
    table
      .string('outcome_known', 16)
      .nullable()
      .comment('failed or clean; null while it is not known, or never will be');
    table
      .string('matures_at', 24)
      .nullable()
      .comment('From then on, clean is final');
    table.double('risk').nullable();
    table.double('lines').nullable().comment('Lines added and deleted');
    table
      .text('missing')
      .notNullable()
      .comment('JSON: groups without a signal');
    table.index(
      ['occurred_at', 'entity_ref', 'rule'],
      'decision_feedback_time_idx',
    );
    table.index(
      ['model_hash', 'occurred_at', 'deployment_id'],
      'decision_feedback_model_idx',
    );
  });

  await knex.schema.createTable('feedback_report', table => {
    table.string('month', 7).notNullable();
    table.string('model_hash', 64).notNullable();
    table.string('computed_at', 24).notNullable();
    table.integer('decisions').notNullable();
    table.integer('mature').notNullable();
    table.text('accuracy').notNullable().comment('JSON');
    table.text('gaps').notNullable().comment('JSON');
    table.text('recommendations').notNullable().comment('JSON');
    table.primary(['month', 'model_hash']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('feedback_report');
  await knex.schema.dropTable('decision_feedback');
};
