// @ts-check

/**
 * Supply chain: which artifacts documents are about, coverage, findings of scanners, contents of bills of materials,
 * verdicts on signatures, and what was asked about vulnerabilities.
 *
 * Times are RFC 3339 in UTC with milliseconds, so that text order is time order on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('evidence_artifact', table => {
    table.string('document_id', 26).notNullable();
    table.string('digest', 71).notNullable().comment('sha256:…');
    table
      .string('claim', 16)
      .notNullable()
      .comment('uploader: said with the document; document: said in it');
    table.primary(['document_id', 'digest']);
    table.index(['digest'], 'evidence_artifact_digest_idx');
  });

  await knex.schema.createTable('coverage_result', table => {
    table.string('document_id', 26).primary();
    table.string('format', 16).notNullable();
    table.integer('lines_covered').notNullable();
    table.integer('lines_total').notNullable();
    table.integer('branches_covered').nullable();
    table.integer('branches_total').nullable().comment('Null: not counted');
  });

  await knex.schema.createTable('findings_result', table => {
    table.string('document_id', 26).primary();
    table.text('tools').notNullable().comment('JSON: string[]');
    for (const count of [
      'errors',
      'warnings',
      'notes',
      'critical',
      'high',
      'medium',
      'low',
      'suppressed',
    ]) {
      table.integer(count).notNullable();
    }
    table
      .boolean('truncated')
      .notNullable()
      .comment('There were more findings than are listed');
  });

  await knex.schema.createTable('finding', table => {
    table.string('document_id', 26).notNullable();
    table.string('fingerprint', 32).notNullable();
    table.text('tool').notNullable();
    table.text('rule').notNullable();
    table.string('level', 8).notNullable();
    table.string('severity', 8).notNullable();
    table.text('message').notNullable();
    table.text('path').nullable();
    table.integer('line').nullable();
    table.primary(['document_id', 'fingerprint']);
  });

  await knex.schema.createTable('sbom_content', table => {
    table.string('document_id', 26).primary();
    table.string('format', 40).notNullable();
    table.text('problem').nullable().comment('Null: valid');
    table.integer('components').notNullable();
    table.binary('packed').notNullable().comment('gzip of JSON: components');
    table
      .text('vulnerabilities')
      .nullable()
      .comment('JSON, as the document says; null: nobody looked');
  });

  await knex.schema.createTable('attestation_verdict', table => {
    table.string('document_id', 26).primary();
    table
      .string('trust_hash', 64)
      .notNullable()
      .comment('Of what it was held against; another one means to judge again');
    table.text('verdict').notNullable().comment('JSON');
    table.string('verified_at', 24).notNullable();
  });

  await knex.schema.createTable('osv_package', table => {
    table.text('purl').primary().comment('With its version');
    table.text('vulnerabilities').notNullable().comment('JSON: ids');
    table.string('asked_at', 24).notNullable();
    table.index(['asked_at'], 'osv_package_time_idx');
  });

  await knex.schema.createTable('osv_vulnerability', table => {
    table.text('id').primary();
    table.string('severity', 8).notNullable();
    table.text('aliases').notNullable().comment('JSON: ids');
    table.string('asked_at', 24).notNullable();
    table.index(['asked_at'], 'osv_vulnerability_time_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'osv_vulnerability',
    'osv_package',
    'attestation_verdict',
    'sbom_content',
    'finding',
    'findings_result',
    'coverage_result',
    'evidence_artifact',
  ]) {
    await knex.schema.dropTable(table);
  }
};
