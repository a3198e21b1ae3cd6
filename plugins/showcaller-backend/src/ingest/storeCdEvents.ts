import type {
  CdEvent,
  ShowcallerEventData,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { chunksOf } from '../database/chunksOf';
import type { StoredEvent } from '../delivery/types';

/** The CDEvents of one raw event. */
export interface MappedEvents {
  rawId: string;
  source: string;
  receivedAt: string;
  mapperVersion: string;
  events: CdEvent<ShowcallerEventData>[];
}

interface CdEventRow {
  id: string;
  raw_id: string;
  source: string;
  type: string;
  subject_id: string;
  chain_id: string | null;
  occurred_at: string;
  received_at: string;
  payload: string;
  mapper_version: string;
}

/**
 * Writes the events of raw events and answers them by raw id. An event that is stored already, from an earlier delivery
 * of the same payload or an earlier mapping, keeps its raw event and the earliest time it was received, and takes the
 * new content. Events that an earlier mapping of the same raw event gave, and this one no longer gives, are removed.
 */
export async function storeCdEvents(
  tx: Knex.Transaction,
  mapped: MappedEvents[],
): Promise<Map<string, StoredEvent[]>> {
  await removeVanished(tx, mapped);
  const kept = await putRows(tx, rowsById(mapped));
  return new Map(
    mapped.map(({ rawId, receivedAt, events }) => [
      rawId,
      [...uniqueById(events)].map(([id, event]) => ({
        id,
        rawId: kept.get(id)?.raw_id ?? rawId,
        type: event.context.type,
        subjectId: event.subject.id,
        occurredAt: occurredAt(event),
        receivedAt: kept.get(id)?.received_at ?? receivedAt,
        event,
      })),
    ]),
  );
}

function uniqueById<T extends CdEvent>(events: T[]): Map<string, T> {
  return new Map(events.map(event => [event.context.id, event]));
}

function occurredAt(event: CdEvent): string {
  return new Date(event.context.timestamp).toISOString();
}

/** One row for each event, though several of the raw events may give it: the same as if they were stored in turn. */
function rowsById(mapped: MappedEvents[]): CdEventRow[] {
  const rows = new Map<string, CdEventRow>();
  for (const { rawId, source, receivedAt, mapperVersion, events } of mapped) {
    for (const event of events) {
      const { id, type, chainId } = event.context;
      const first = rows.get(id);
      rows.set(id, {
        id,
        raw_id: first?.raw_id ?? rawId,
        source: first?.source ?? source,
        type,
        subject_id: event.subject.id,
        chain_id: chainId ?? null,
        occurred_at: occurredAt(event),
        received_at:
          first && first.received_at < receivedAt
            ? first.received_at
            : receivedAt,
        payload: JSON.stringify(event),
        mapper_version: mapperVersion,
      });
    }
  }
  // In one order everywhere, so that two transactions never wait for each other's rows crosswise.
  return [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function putRows(
  tx: Knex.Transaction,
  rows: CdEventRow[],
): Promise<Map<string, Pick<CdEventRow, 'raw_id' | 'received_at'>>> {
  const kept = new Map<string, Pick<CdEventRow, 'raw_id' | 'received_at'>>();
  for (const chunk of chunksOf(rows)) {
    const stored = await tx<CdEventRow>('ci_event')
      .insert(chunk)
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
    for (const row of stored) {
      kept.set(row.id, row);
    }
  }
  return kept;
}

async function removeVanished(
  tx: Knex.Transaction,
  mapped: MappedEvents[],
): Promise<void> {
  const still = new Map(
    mapped.map(({ rawId, events }) => [
      rawId,
      new Set(events.map(event => event.context.id)),
    ]),
  );
  const vanished: string[] = [];
  for (const rawIds of chunksOf([...still.keys()])) {
    const before = await tx<CdEventRow>('ci_event')
      .whereIn('raw_id', rawIds)
      .select('id', 'raw_id');
    vanished.push(
      ...before
        .filter(row => !still.get(row.raw_id)?.has(row.id))
        .map(({ id }) => id),
    );
  }
  for (const ids of chunksOf(vanished)) {
    await tx('ci_event').whereIn('id', ids).delete();
  }
}
