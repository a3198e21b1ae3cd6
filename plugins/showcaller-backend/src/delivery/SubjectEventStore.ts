import type { DeliveryEvent } from '@showcaller/engine/delivery';
import type { Knex } from 'knex';
import { timestamp } from '../database/timestamp';
import { subjectKindOf, type SubjectKind } from './subjectKinds';
import type { StoredEvent } from './types';

const TABLE = 'subject_event';
const DELETE_CHUNK = 500;

interface EventRow {
  subject_id: string;
  event_id: string;
  kind: SubjectKind;
  type: string;
  repository: string;
  source: string;
  occurred_at: string;
  received_at: string;
  data: string;
  content: string;
}

/** A subject whose events changed and whose row must be folded again. */
export interface TouchedSubject {
  id: string;
  kind: SubjectKind;
}

/** The events that delivery has seen, by subject: what its rows are folded from. */
export class SubjectEventStore {
  static create(): SubjectEventStore {
    return new SubjectEventStore();
  }

  private constructor() {}

  /**
   * Keeps the events of one subject. An event that is already there gets the new content (a corrected mapper sends
   * the same id) and keeps its earliest receipt. Returns every subject to fold: when an event moved here from another
   * subject, that one too.
   */
  async put(
    subject: TouchedSubject,
    events: StoredEvent[],
    tx: Knex.Transaction,
  ): Promise<TouchedSubject[]> {
    const rows = new Map(
      events.map(event => [event.id, toRow(subject.kind, event)]),
    );
    const known = await tx<EventRow>(TABLE)
      .whereIn('event_id', [...rows.keys()])
      .select('subject_id', 'event_id', 'kind', 'received_at');
    const left: TouchedSubject[] = [];
    for (const { subject_id, event_id, kind, received_at } of known) {
      const row = rows.get(event_id);
      if (row && received_at < row.received_at) {
        row.received_at = received_at;
      }
      if (subject_id !== subject.id) {
        left.push({ id: subject_id, kind });
        await tx(TABLE).where({ subject_id, event_id }).delete();
      }
    }
    for (const event of events) {
      const row = rows.get(event.id);
      const receivedAt = timestamp(event.receivedAt);
      if (row && receivedAt < row.received_at) {
        row.received_at = receivedAt;
      }
    }
    await tx(TABLE)
      .insert([...rows.values()])
      .onConflict(['subject_id', 'event_id'])
      .merge();
    return [subject, ...left];
  }

  async has(subjectId: string, tx: Knex.Transaction): Promise<boolean> {
    return Boolean(
      await tx(TABLE).where('subject_id', subjectId).first('event_id'),
    );
  }

  async list(
    subjectId: string,
    tx: Knex.Transaction,
  ): Promise<DeliveryEvent[]> {
    const rows = await tx<EventRow>(TABLE).where('subject_id', subjectId);
    return rows.map(row => ({
      id: row.event_id,
      type: row.type,
      occurredAt: row.occurred_at,
      receivedAt: row.received_at,
      data: JSON.parse(row.data),
      content: JSON.parse(row.content),
    }));
  }

  /**
   * Deletes one chunk of the events of subjects that got nothing since `before`; a subject's log goes as a whole or
   * stays. `after` is where the last chunk ended; the answer has no `next` when there is nothing more.
   */
  async deleteChunk(options: {
    before: string;
    after?: { receivedAt: string; eventId: string };
    knex: Knex;
  }): Promise<{
    deleted: number;
    next?: { receivedAt: string; eventId: string };
  }> {
    const { before, after, knex } = options;
    const older = knex<EventRow>(TABLE).where('received_at', '<', before);
    if (after) {
      older.where(later =>
        later
          .where('received_at', '>', after.receivedAt)
          .orWhere(same =>
            same
              .where('received_at', after.receivedAt)
              .where('event_id', '>', after.eventId),
          ),
      );
    }
    const candidates: EventRow[] = await older
      .orderBy(['received_at', 'event_id'])
      .limit(DELETE_CHUNK);
    const last = candidates.at(-1);
    if (!last) {
      return { deleted: 0 };
    }
    const subjects = [...new Set(candidates.map(row => row.subject_id))];
    const alive = knex<EventRow>(TABLE)
      .whereIn('subject_id', subjects)
      .where('received_at', '>=', before)
      .select('subject_id');
    const deleted = await knex(TABLE)
      .whereIn('subject_id', subjects)
      .whereNotIn('subject_id', alive)
      .delete();
    return {
      deleted,
      next: { receivedAt: last.received_at, eventId: last.event_id },
    };
  }
}

function toRow(kind: SubjectKind, stored: StoredEvent): EventRow {
  const { event } = stored;
  return {
    subject_id: stored.subjectId,
    event_id: stored.id,
    kind,
    type: stored.type,
    repository: (event.customData?.repository ?? '').toLowerCase(),
    source: event.context.source,
    occurred_at: timestamp(stored.occurredAt),
    received_at: timestamp(stored.receivedAt),
    data: JSON.stringify(event.customData),
    content: JSON.stringify(event.subject.content ?? {}),
  };
}

/** The delivery events among those of ingest, by subject, in a stable order. */
export function groupBySubject(
  events: StoredEvent[],
): Map<string, { kind: SubjectKind; events: StoredEvent[] }> {
  const subjects = new Map<
    string,
    { kind: SubjectKind; events: StoredEvent[] }
  >();
  for (const stored of events) {
    const kind = subjectKindOf(stored.event.customData);
    if (kind && stored.event.customData?.repository) {
      const subject = subjects.get(stored.subjectId) ?? { kind, events: [] };
      subject.events.push(stored);
      subjects.set(stored.subjectId, subject);
    }
  }
  return new Map([...subjects].sort(([a], [b]) => (a < b ? -1 : 1)));
}
