import type {
  CdEvent,
  ShowcallerEventData,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import type { StoredEvent } from '../delivery/types';

const CHUNK = 500;

/** The CDEvents of one raw event. */
export interface MappedEvents {
  rawId: string;
  source: string;
  receivedAt: string;
  mapperVersion: string;
  events: CdEvent<ShowcallerEventData>[];
}

/**
 * Writes the events of a raw event. An event that is stored already, from an earlier delivery of the same payload or
 * an earlier mapping, keeps its raw event and the earliest time it was received, and takes the new content. Events
 * that an earlier mapping of the same raw event gave, and this one no longer gives, are removed.
 */
export async function storeCdEvents(
  tx: Knex.Transaction,
  mapped: MappedEvents,
): Promise<StoredEvent[]> {
  const { rawId, source, receivedAt, mapperVersion } = mapped;
  const events = uniqueById(mapped.events);
  await removeVanished(tx, rawId, [...events.keys()]);

  const stored: StoredEvent[] = [];
  const rows = [...events.values()].map(event => ({
    id: event.context.id,
    raw_id: rawId,
    source,
    type: event.context.type,
    subject_id: event.subject.id,
    chain_id: event.context.chainId ?? null,
    occurred_at: new Date(event.context.timestamp).toISOString(),
    received_at: receivedAt,
    payload: JSON.stringify(event),
    mapper_version: mapperVersion,
  }));
  for (let start = 0; start < rows.length; start += CHUNK) {
    const kept: Array<{ id: string; raw_id: string; received_at: string }> =
      await tx('ci_event')
        .insert(rows.slice(start, start + CHUNK))
        .onConflict('id')
        .merge({
          type: tx.raw('excluded.type'),
          subject_id: tx.raw('excluded.subject_id'),
          chain_id: tx.raw('excluded.chain_id'),
          occurred_at: tx.raw('excluded.occurred_at'),
          received_at: tx.raw(
            'case when excluded.received_at < ci_event.received_at then excluded.received_at else ci_event.received_at end',
          ),
          payload: tx.raw('excluded.payload'),
          mapper_version: tx.raw('excluded.mapper_version'),
        })
        .returning(['id', 'raw_id', 'received_at']);
    const keptById = new Map(kept.map(row => [row.id, row]));
    for (const row of rows.slice(start, start + CHUNK)) {
      const event = events.get(row.id);
      if (event) {
        stored.push({
          id: row.id,
          rawId: keptById.get(row.id)?.raw_id ?? rawId,
          type: row.type,
          subjectId: row.subject_id,
          occurredAt: row.occurred_at,
          receivedAt: keptById.get(row.id)?.received_at ?? receivedAt,
          event,
        });
      }
    }
  }
  return stored;
}

function uniqueById<T extends CdEvent>(events: T[]): Map<string, T> {
  return new Map(events.map(event => [event.context.id, event]));
}

async function removeVanished(
  tx: Knex.Transaction,
  rawId: string,
  ids: string[],
): Promise<void> {
  const before: Array<{ id: string }> = await tx('ci_event')
    .where({ raw_id: rawId })
    .select('id');
  const still = new Set(ids);
  const vanished = before.map(row => row.id).filter(id => !still.has(id));
  for (let start = 0; start < vanished.length; start += CHUNK) {
    await tx('ci_event')
      .whereIn('id', vanished.slice(start, start + CHUNK))
      .delete();
  }
}
