import type { ReplayRequest } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';

const CHUNK = 500;

/**
 * Puts events back into the queue, behind those that have just arrived. Chunked, so that the replay of a whole
 * history never holds the database for long. Events without a body cannot be mapped again and are left alone.
 */
export async function requeueRawEvents(
  knex: Knex,
  request: ReplayRequest,
): Promise<number> {
  const { ids, source, status } = request;
  let queued = 0;
  let cursor = '';
  for (;;) {
    const query = knex('ci_raw_event')
      .where('id', '>', cursor)
      .whereNot('status', 'pending')
      .whereNotNull('body')
      .orderBy('id')
      .limit(CHUNK)
      .select('id');
    if (ids) {
      query.whereIn('id', ids);
    }
    if (source) {
      query.where({ source });
    }
    if (status) {
      query.where({ status });
    }
    const rows: Array<{ id: string }> = await query;
    if (rows.length === 0) {
      return queued;
    }
    queued += await knex('ci_raw_event')
      .whereIn(
        'id',
        rows.map(row => row.id),
      )
      .whereNot('status', 'pending')
      .update({
        status: 'pending',
        priority: 1,
        attempts: 0,
        reason: null,
        processed_at: null,
        claimed_by: null,
        claimed_until: null,
      });
    cursor = rows[rows.length - 1].id;
  }
}
