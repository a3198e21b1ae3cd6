import type { DeliveryEvent } from '@showcaller/engine/delivery';
import type { Knex } from 'knex';
import { chunksOf } from '../database/chunksOf';
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

/** A subject with the events that came for it. */
export interface SubjectEvents extends TouchedSubject {
  events: StoredEvent[];
}

/** The events that delivery has seen, by subject: what its rows are folded from. */
export class SubjectEventStore {
  static create(): SubjectEventStore {
    return new SubjectEventStore();
  }

  private constructor() {}

  /**
   * Keeps the events of subjects. An event that is already there gets the new content (a corrected mapper sends the
   * same id) and keeps its earliest receipt. Returns every subject to fold: when an event moved here from another
   * subject, that one too.
   */
  async put(
    subjects: SubjectEvents[],
    tx: Knex.Transaction,
  ): Promise<TouchedSubject[]> {
    const rows = rowsByEvent(subjects);
    const touched = new Map(subjects.map(({ id, kind }) => [id, kind]));
    const left = new Map<string, string[]>();
    for (const chunk of chunksOf([...rows.keys()])) {
      const known = await tx<EventRow>(TABLE)
        .whereIn('event_id', chunk)
        .select('subject_id', 'event_id', 'kind', 'received_at');
      for (const { subject_id, event_id, kind, received_at } of known) {
        const row = rows.get(event_id);
        if (row && received_at < row.received_at) {
          row.received_at = received_at;
        }
        if (row && subject_id !== row.subject_id) {
          left.set(subject_id, [...(left.get(subject_id) ?? []), event_id]);
          touched.set(subject_id, touched.get(subject_id) ?? kind);
        }
      }
    }
    for (const [subjectId, eventIds] of left) {
      await tx(TABLE)
        .where('subject_id', subjectId)
        .whereIn('event_id', eventIds)
        .delete();
    }
    for (const chunk of chunksOf([...rows.values()])) {
      await tx(TABLE)
        .insert(chunk)
        .onConflict(['subject_id', 'event_id'])
        .merge();
    }
    return [...touched].map(([id, kind]) => ({ id, kind }));
  }

  /** The events of each of these subjects; a subject without any is not in the answer. */
  async list(
    subjectIds: string[],
    tx: Knex.Transaction,
  ): Promise<Map<string, DeliveryEvent[]>> {
    const events = new Map<string, DeliveryEvent[]>();
    for (const chunk of chunksOf(subjectIds)) {
      const rows = await tx<EventRow>(TABLE).whereIn('subject_id', chunk);
      for (const row of rows) {
        const ofSubject = events.get(row.subject_id) ?? [];
        events.set(row.subject_id, ofSubject);
        ofSubject.push({
          id: row.event_id,
          type: row.type,
          occurredAt: row.occurred_at,
          receivedAt: row.received_at,
          data: JSON.parse(row.data),
          content: JSON.parse(row.content),
        });
      }
    }
    return events;
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

/** One row for each event: the content that came last, the receipt that was first. */
function rowsByEvent(subjects: SubjectEvents[]): Map<string, EventRow> {
  const rows = new Map<string, EventRow>();
  for (const { kind, events } of subjects) {
    for (const event of events) {
      const row = toRow(kind, event);
      const earlier = rows.get(row.event_id);
      if (earlier && earlier.received_at < row.received_at) {
        row.received_at = earlier.received_at;
      }
      rows.set(row.event_id, row);
    }
  }
  return rows;
}

/** The delivery events among those of ingest, by subject, in a stable order. */
export function groupBySubject(events: StoredEvent[]): SubjectEvents[] {
  const subjects = new Map<string, SubjectEvents>();
  for (const stored of events) {
    const kind = subjectKindOf(stored.event.customData);
    if (kind && stored.event.customData?.repository) {
      const id = stored.subjectId;
      const subject = subjects.get(id) ?? { id, kind, events: [] };
      subject.events.push(stored);
      subjects.set(id, subject);
    }
  }
  return [...subjects.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
