// @ts-check

/**
 * Risk: log-odds after calibration beside the margin before it, and what unknown signals move the margin.
 *
 * What was scored before had no calibrator: its log-odds are its margin.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('risk_assessment', table => {
    table
      .double('log_odds')
      .nullable()
      .comment('Calibrated log-odds; null when unknown');
    table
      .double('unknown_contribution')
      .nullable()
      .comment(
        'What the unknown signals move the margin together, in log-odds',
      );
  });
  await knex.schema.alterTable('change_risk', table => {
    table
      .double('log_odds')
      .nullable()
      .comment('Calibrated log-odds; null when unknown');
  });
  for (const name of ['risk_assessment', 'change_risk']) {
    await knex(name).update({ log_odds: knex.ref('margin') });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('change_risk', table => {
    table.dropColumn('log_odds');
  });
  await knex.schema.alterTable('risk_assessment', table => {
    table.dropColumn('unknown_contribution');
    table.dropColumn('log_odds');
  });
};
