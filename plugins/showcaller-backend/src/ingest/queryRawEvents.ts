import type {
  RawEventDetail,
  RawEventStatus,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { RawEventRecord, rawEventColumns, toRawEventRow } from './rawEventRow';
import type { RawEventStore } from './types';

/** The reading half of the raw event store: listings, counts and one event in full (without its body). */
export function queryRawEvents(knex: Knex) {
  return {
    list: listRawEvents(knex),
    get: getRawEvent(knex),
    countBySource: countBySource(knex),
    health: health(knex),
  };
}

function listRawEvents(knex: Knex): RawEventStore['list'] {
  return async ({ status, source, limit, offset }) => {
    const matching = () => {
      const query = knex('ci_raw_event');
      if (status) {
        query.where({ status });
      }
      if (source) {
        query.where({ source });
      }
      return query;
    };
    const records: RawEventRecord[] = await matching()
      .orderBy('id', 'desc')
      .limit(limit)
      .offset(offset)
      .select(...rawEventColumns);
    const total = await matching().count({ count: '*' }).first();
    const counts = await countEvents(
      knex,
      records.map(record => record.id),
    );
    return {
      items: records.map(record =>
        toRawEventRow(record, counts.get(record.id) ?? 0),
      ),
      totalItems: Number(total?.count ?? 0),
      limit,
      offset,
    };
  };
}

function getRawEvent(knex: Knex) {
  return async (id: string): Promise<RawEventDetail | undefined> => {
    const record: RawEventRecord | undefined = await knex('ci_raw_event')
      .where({ id })
      .first(...rawEventColumns);
    if (!record) {
      return undefined;
    }
    const events: Array<{ payload: string }> = await knex('ci_event')
      .where({ raw_id: id })
      .orderBy(['occurred_at', 'id'])
      .limit(1000)
      .select('payload');
    const counts = await countEvents(knex, [id]);
    return {
      ...toRawEventRow(record, counts.get(id) ?? 0),
      headers: JSON.parse(record.headers),
      events: events.map(event => JSON.parse(event.payload)),
    };
  };
}

async function countEvents(
  knex: Knex,
  rawIds: string[],
): Promise<Map<string, number>> {
  const rows: Array<{ raw_id: string; count: number | string }> = await knex(
    'ci_event',
  )
    .whereIn('raw_id', rawIds)
    .groupBy('raw_id')
    .select('raw_id', knex.raw('count(*) as count'));
  return new Map(rows.map(row => [row.raw_id, Number(row.count)]));
}

function countBySource(knex: Knex): RawEventStore['countBySource'] {
  return async () => {
    const rows: Array<{
      source: string;
      status: RawEventStatus;
      count: number | string;
      last: string;
    }> = await knex('ci_raw_event')
      .groupBy('source', 'status')
      .select(
        'source',
        'status',
        knex.raw('count(*) as count'),
        knex.raw('max(id) as last'),
      );
    const sources = new Map<
      string,
      Awaited<ReturnType<RawEventStore['countBySource']>>[number]
    >();
    const newest = new Map<string, string>();
    for (const { source, status, count, last } of rows) {
      const row = sources.get(source) ?? {
        source,
        pending: 0,
        mapped: 0,
        unmapped: 0,
        dead: 0,
      };
      sources.set(source, { ...row, [status]: Number(count) });
      if (last > (newest.get(source) ?? '')) {
        newest.set(source, last);
      }
    }
    for (const [source, id] of newest) {
      const event = await knex('ci_raw_event')
        .where({ id })
        .first('received_at');
      const row = sources.get(source);
      if (row && event) {
        row.lastReceivedAt = event.received_at;
      }
    }
    return [...sources.values()].sort((a, b) =>
      a.source.localeCompare(b.source),
    );
  };
}

function health(knex: Knex): RawEventStore['health'] {
  return async now => {
    const counts: Array<{ status: string; count: number | string }> =
      await knex('ci_raw_event')
        .whereIn('status', ['pending', 'dead'])
        .groupBy('status')
        .select('status', knex.raw('count(*) as count'));
    const countOf = (status: string) =>
      Number(counts.find(row => row.status === status)?.count ?? 0);
    // Replayed events were received long ago; their age says nothing about how far behind we are.
    const oldest = await knex('ci_raw_event')
      .where({ status: 'pending', priority: 0 })
      .orderBy('id')
      .first('received_at');
    return {
      pending: countOf('pending'),
      dead: countOf('dead'),
      ...(oldest && {
        oldestPendingSeconds: Math.max(
          0,
          (now.getTime() - Date.parse(oldest.received_at)) / 1000,
        ),
      }),
    };
  };
}
