// @ts-check

/**
 * Labels: how each deployment turned out, what people corrected, and the queue of what is to be judged (again).
 *
 * Times are RFC 3339 in UTC with milliseconds, so that text order is time order on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('risk_label', table => {
    table.text('deployment_id').primary();
    table.text('entity_ref').notNullable();
    table.text('environment').notNullable();
    table.string('tier', 16).notNullable();
    table.text('repository').notNullable();
    table.text('sha').notNullable();
    table.string('occurred_at', 24).notNullable();
    table.boolean('failed').notNullable().comment('As judged from facts');
    table
      .string('failed_at', 24)
      .nullable()
      .comment('When the first sign of the failure appeared');
    table.text('reasons').notNullable().comment('JSON array');
    table.text('explanation').notNullable();
    table
      .text('repairs')
      .nullable()
      .comment('JSON array: commits that repaired what it broke');
    table
      .boolean('awaits_facts')
      .notNullable()
      .comment('Judged before the history of its repository was imported');
    table
      .string('corrected', 16)
      .nullable()
      .comment('The latest correction: failed or clean');
    table.string('matures_at', 24).notNullable();
    table.string('judged_at', 24).notNullable();
    table.string('first_judged_at', 24).notNullable();
    table.boolean('settled').notNullable().comment('Judged when it was mature');
    table.string('rules_hash', 64).notNullable();
    table.index(['occurred_at', 'deployment_id'], 'risk_label_time_idx');
    table.index(['entity_ref', 'occurred_at'], 'risk_label_entity_idx');
    table.index(['repository'], 'risk_label_repository_idx');
    table.index(['matures_at'], 'risk_label_matures_idx');
    table.index(['settled', 'deployment_id'], 'risk_label_settled_idx');
    table.index(['awaits_facts', 'first_judged_at'], 'risk_label_awaits_idx');
  });

  await knex.schema.createTable('risk_label_correction', table => {
    table.comment(
      'Written once, never changed; the latest of a deployment counts',
    );
    table.string('id', 26).primary().comment('ULID: sorts by time');
    table.text('deployment_id').notNullable();
    table.string('outcome', 16).notNullable().comment('failed or clean');
    table.text('reason').notNullable();
    table.text('corrected_by').notNullable();
    table.string('corrected_at', 24).notNullable();
    table.index(['deployment_id', 'id'], 'risk_label_correction_idx');
  });

  await knex.schema.createTable('risk_label_queue', table => {
    table.text('deployment_id').primary();
    table.string('enqueued_at', 24).notNullable();
    table
      .boolean('spread')
      .notNullable()
      .comment('Those before it are to be judged again, too');
    table.integer('attempts').notNullable();
    table.string('not_before', 24).notNullable();
    table
      .string('token', 36)
      .nullable()
      .comment('Of the claim; null again when it is enqueued again');
    table.index(['not_before'], 'risk_label_queue_due_idx');
  });

  await knex.schema.createTable('risk_label_sweep', table => {
    table.string('rules_hash', 64).primary();
    table
      .string('finished_at', 24)
      .notNullable()
      .comment('When every deployment had been queued under these rules');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'risk_label_sweep',
    'risk_label_queue',
    'risk_label_correction',
    'risk_label',
  ]) {
    await knex.schema.dropTable(table);
  }
};
