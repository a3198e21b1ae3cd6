// @ts-check

/**
 * Incidents: the minimal record, folded from what was told of each.
 *
 * Times are RFC 3339 in UTC with milliseconds, so that text order is time order on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('incident', table => {
    table.text('id').primary();
    table
      .text('entity_ref')
      .nullable()
      .comment('Null until the catalog has a component that it names');
    table.text('named_entity').nullable().comment('As it was told');
    table.text('repository').nullable();
    table.text('environment').nullable();
    table.text('deployment_id').nullable();
    table.text('title').nullable();
    table.text('url').nullable();
    table.string('opened_at', 24).notNullable();
    table.string('resolved_at', 24).nullable();
    table.text('source').notNullable();
    table.index(['entity_ref', 'opened_at', 'id'], 'incident_entity_idx');
    table.index(['deployment_id'], 'incident_deployment_idx');
  });

  await knex.schema.createTable('incident_report', table => {
    table.comment(
      'What was told of incidents; each row of incident is the fold over its reports',
    );
    table.text('id').primary().comment('The same report is the same id');
    table.text('incident_id').notNullable();
    table
      .string('kind', 16)
      .notNullable()
      .comment('detected, reported, resolved or stated');
    table.string('occurred_at', 24).notNullable();
    table.text('content').notNullable().comment('JSON');
    table.index(['incident_id'], 'incident_report_incident_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('incident_report');
  await knex.schema.dropTable('incident');
};
