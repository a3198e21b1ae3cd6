// @ts-check

/**
 * Evidence: documents that pipelines upload about a revision, and what they say.
 *
 * Times are RFC 3339 in UTC with milliseconds, so that text order is time order on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('evidence_document', table => {
    table.string('id', 26).primary();
    table.string('kind', 16).notNullable();
    table.text('repository').notNullable();
    table.string('sha', 64).notNullable();
    table.string('name', 100).notNullable();
    table.integer('attempt').notNullable();
    table.string('digest', 64).notNullable().comment('SHA-256 of the bytes');
    table.integer('bytes').notNullable();
    table.binary('body').nullable().comment('gzip; null once erased');
    table.string('status', 16).notNullable();
    table.text('problem').nullable().comment('Why it could not be read');
    table.text('summary').nullable().comment('What was read, in words');
    table.integer('tests_passed').nullable();
    table.integer('tests_failed').nullable();
    table.integer('tests_skipped').nullable();
    table.integer('tests_retried').nullable();
    table.string('observed_at', 24).notNullable();
    table.string('received_at', 24).notNullable();
    table.text('uploaded_by').notNullable();
    table.unique(['repository', 'sha', 'kind', 'name', 'attempt', 'digest'], {
      indexName: 'evidence_document_uniq',
    });
    table.index(
      ['repository', 'kind', 'observed_at'],
      'evidence_document_time_idx',
    );
    table.index(['received_at'], 'evidence_document_received_idx');
    table.index(['status'], 'evidence_document_status_idx');
  });

  await knex.schema.createTable('test_case', table => {
    table.comment(
      'Every test that a report named, once per repository and name of report',
    );
    table.text('repository').notNullable();
    table.string('suite', 100).notNullable().comment('Name of the document');
    table.string('test', 32).notNullable();
    table.text('title').notNullable();
    table.string('first_seen_at', 24).notNullable();
    table
      .string('last_seen_at', 24)
      .notNullable()
      .comment('Renewed at most once a week');
    table.primary(['repository', 'suite', 'test']);
    table.index(['last_seen_at'], 'test_case_seen_idx');
  });

  await knex.schema.createTable('test_result', table => {
    table.comment(
      'Tests that failed in a document, or passed where another of the same revision saw them fail; all others passed',
    );
    table.string('document_id', 26).notNullable();
    table.string('test', 32).notNullable();
    table.text('repository').notNullable();
    table.string('suite', 100).notNullable();
    table.string('sha', 64).notNullable();
    table.integer('passes').notNullable();
    table.integer('failures').notNullable();
    table.string('observed_at', 24).notNullable();
    table.primary(['document_id', 'test']);
    table.index(['repository', 'observed_at'], 'test_result_time_idx');
  });

  await knex.schema.createTable('benchmark_result', table => {
    table.string('document_id', 26).notNullable();
    table.text('name').notNullable();
    table.text('repository').notNullable();
    table.string('suite', 100).notNullable();
    table.string('sha', 64).notNullable();
    table.double('value').notNullable();
    table.text('unit').notNullable();
    table.boolean('higher_is_better').notNullable();
    table.string('observed_at', 24).notNullable();
    table.primary(['document_id', 'name']);
    table.index(['repository', 'observed_at'], 'benchmark_result_time_idx');
  });

  await knex.schema.createTable('sbom_document', table => {
    table.string('document_id', 26).primary();
    table.text('repository').notNullable();
    table.string('sha', 64).notNullable();
    table.text('packages').notNullable().comment('JSON: [name, versions][]');
    table.integer('vulnerable').nullable().comment('Null: nobody looked');
    table.string('observed_at', 24).notNullable();
    table.index(['repository', 'sha'], 'sbom_document_revision_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'sbom_document',
    'benchmark_result',
    'test_result',
    'test_case',
    'evidence_document',
  ]) {
    await knex.schema.dropTable(table);
  }
};
