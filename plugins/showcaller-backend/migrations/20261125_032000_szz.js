// @ts-check

/**
 * SZZ: which earlier changes fixes were traced back to, and how far each repository was looked through.
 *
 * Times are RFC 3339 in UTC with milliseconds, so that text order is time order on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('szz_link', table => {
    table.text('repository').notNullable();
    table.string('fix_sha', 64).notNullable();
    table.string('inducing_sha', 64).notNullable();
    table.integer('lines').notNullable().comment('Lines that led to it');
    table
      .string('method', 16)
      .notNullable()
      .comment('blame, or revert where the message names it');
    table.string('fixed_at', 24).notNullable();
    table.primary(['repository', 'fix_sha', 'inducing_sha']);
    table.index(['repository', 'inducing_sha'], 'szz_link_inducing_idx');
  });

  await knex.schema.createTable('szz_pass', table => {
    table.text('repository').primary();
    table.string('status', 16).notNullable();
    table
      .string('base_sha', 64)
      .nullable()
      .comment('Looked through before this pass, exclusive; null for nothing');
    table.string('target_sha', 64).nullable();
    table
      .integer('done')
      .notNullable()
      .comment('Fixes looked at of those between base and target');
    table.integer('total').nullable().comment('Fixes between base and target');
    table.integer('fixes').notNullable().comment('Looked at in all passes');
    table.text('skipped').notNullable().comment('JSON: count by reason');
    table
      .string('covered_until', 24)
      .nullable()
      .comment('When the last complete pass began: fixes until then are known');
    table.string('started_at', 24).nullable();
    table.string('finished_at', 24).nullable();
    table.text('error').nullable();
    table.text('leased_by').nullable();
    table.string('leased_until', 24).nullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('szz_pass');
  await knex.schema.dropTable('szz_link');
};
