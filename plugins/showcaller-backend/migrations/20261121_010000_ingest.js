// @ts-check

/**
 * Raw webhooks as they arrived, and the CDEvents mapped from them.
 *
 * Times are RFC 3339 text in UTC with milliseconds, so they sort alike on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ci_raw_event', table => {
    table.comment('Webhooks, stored before anything in them is interpreted');
    table.string('id', 26).primary().comment('ULID: sorts by arrival');
    table.string('source', 64).notNullable();
    table
      .string('delivery_id', 255)
      .notNullable()
      .comment('Id of the delivery as the sender gave it');
    table.string('event_type', 128).notNullable();
    table.string('received_at', 32).notNullable();
    table.text('headers').notNullable().comment('JSON, without secrets');
    table
      .binary('body')
      .comment('gzip of the exact bytes; null once its retention has passed');
    table.integer('body_bytes').notNullable().comment('Size when unpacked');
    table.string('body_sha256', 64).notNullable();
    table.string('content_type', 255).notNullable();
    table.string('verified_by', 255).notNullable();
    table
      .string('status', 16)
      .notNullable()
      .comment('pending, mapped, unmapped or dead');
    table
      .smallint('priority')
      .notNullable()
      .defaultTo(0)
      .comment('0 as it arrived, 1 replayed: live events are never held up');
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('reason').comment('Why it is unmapped or dead');
    table.string('mapper_version', 64);
    table.string('processed_at', 32);
    table
      .string('claimed_until', 32)
      .comment('Nobody else takes it before this time');
    table.string('claimed_by', 255);
    table.unique(['source', 'delivery_id'], {
      indexName: 'ci_raw_event_delivery_uniq',
    });
    table.index(['status', 'priority', 'id'], 'ci_raw_event_queue_idx');
    table.index(['source', 'status', 'id'], 'ci_raw_event_source_idx');
    table.index(['received_at'], 'ci_raw_event_bodies_idx', {
      predicate: knex.whereNotNull('body'),
    });
  });

  await knex.schema.createTable('ci_event', table => {
    table.comment('CDEvents');
    table.string('id', 64).primary().comment('Follows from the payload');
    table.string('raw_id', 26).notNullable();
    table.string('source', 64).notNullable();
    table.string('type', 255).notNullable();
    table.text('subject_id').notNullable();
    table.string('chain_id', 64);
    table.string('occurred_at', 32).notNullable();
    table.string('received_at', 32).notNullable();
    table.text('payload').notNullable().comment('The CDEvent as JSON');
    table.string('mapper_version', 64).notNullable();
    table.index(['raw_id'], 'ci_event_raw_idx');
    table.index(['occurred_at', 'id'], 'ci_event_time_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ci_event');
  await knex.schema.dropTable('ci_raw_event');
};
