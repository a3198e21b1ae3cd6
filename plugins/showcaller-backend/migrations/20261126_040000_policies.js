// @ts-check

/**
 * Policies as code: versioned bundles, which one is active, in shadow or proposed, and how others would have decided.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('policy_bundle', table => {
    table.string('hash', 64).primary();
    table.string('origin', 16).notNullable();
    table.text('source_revision').nullable();
    table.text('files').notNullable().comment('JSON');
    table.text('comment').nullable();
    table.text('created_by').notNullable();
    table
      .text('author_hash')
      .nullable()
      .comment('Salted hash of who committed it, for bundles from git');
    table.string('created_at', 32).notNullable();
    table.integer('rules').notNullable();
    table.integer('errors').notNullable();
    table.integer('warnings').notNullable();
    table.integer('tests_passed').notNullable();
    table.integer('tests_failed').notNullable();
    table.index(['created_at'], 'policy_bundle_created_idx');
  });

  await knex.schema.createTable('policy_state', table => {
    table.string('id', 16).primary();
    table.integer('version').notNullable();
    table.string('active_hash', 64).notNullable();
    table.string('shadow_hash', 64).nullable();
    table.string('shadow_since', 32).nullable();
    table.string('proposed_hash', 64).nullable();
    table.text('proposed_by').nullable();
    table.string('proposed_at', 32).nullable();
    table.text('proposal_reason').nullable();
    table.text('fallback').nullable().comment('JSON');
  });

  await knex.schema.createTable('policy_activation', table => {
    table.string('id', 26).primary();
    table.string('hash', 64).notNullable();
    table.string('from_hash', 64).notNullable();
    table.text('proposed_by').nullable();
    table.text('activated_by').notNullable();
    table.text('reason').notNullable();
    table.string('activated_at', 32).notNullable();
    table.index(['hash'], 'policy_activation_hash_idx');
    table.index(['activated_at'], 'policy_activation_at_idx');
  });

  await knex.schema.createTable('policy_shadow_decision', table => {
    table.string('decision_id', 26).notNullable();
    table.string('hash', 64).notNullable();
    table.string('active_hash', 64).notNullable();
    table.text('entity_ref').notNullable();
    table.text('environment').notNullable();
    table.text('deployment_id').nullable();
    table.text('sha').nullable();
    table.string('active_outcome', 16).notNullable();
    table.text('active_rule').nullable();
    table.string('other_outcome', 16).notNullable();
    table.text('other_rule').nullable();
    table.text('explanation').notNullable();
    table.string('decided_at', 32).notNullable();
    table.primary(['decision_id', 'hash']);
    table.index(['hash', 'decided_at'], 'policy_shadow_decision_idx');
  });

  await knex.schema.createTable('policy_dry_run', table => {
    table.string('hash', 64).primary();
    table.string('active_hash', 64).notNullable();
    table.string('state', 16).notNullable();
    table.double('progress').notNullable();
    table.text('error').nullable();
    table.string('from_at', 32).notNullable();
    table.string('to_at', 32).notNullable();
    table.text('result').nullable().comment('JSON');
    table.text('started_by').notNullable();
    table
      .string('alive_at', 32)
      .notNullable()
      .comment('When whoever runs it was last seen');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'policy_dry_run',
    'policy_shadow_decision',
    'policy_activation',
    'policy_state',
    'policy_bundle',
  ]) {
    await knex.schema.dropTable(table);
  }
};
