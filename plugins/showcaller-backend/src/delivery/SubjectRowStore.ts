import type { Knex } from 'knex';
import { chunksOf } from '../database/chunksOf';
import type { TouchedSubject } from './SubjectEventStore';
import {
  subjectFolds,
  type SubjectKind,
  type SubjectRow,
} from './subjectKinds';

/** The rows that the events of subjects add up to, each kind in its table. */
export class SubjectRowStore {
  static create(): SubjectRowStore {
    return new SubjectRowStore();
  }

  private constructor() {}

  /** Subjects whose row outlived its events: folding what comes late would lose what they told. */
  async listClosed(
    subjects: TouchedSubject[],
    tx: Knex.Transaction,
  ): Promise<Set<string>> {
    const closed = new Set<string>();
    for (const chunk of chunksOf(subjects)) {
      const kinds = [...new Set(chunk.map(({ kind }) => kind))];
      const rows: Array<{ id: string }> = await tx.unionAll(
        kinds.map(kind => {
          const { table } = subjectFolds[kind];
          return tx(table)
            .whereIn(
              'id',
              chunk.filter(one => one.kind === kind).map(({ id }) => id),
            )
            .whereNotExists(
              tx('subject_event')
                .select('event_id')
                .where('subject_id', tx.ref(`${table}.id`)),
            )
            .select('id');
        }),
      );
      for (const { id } of rows) {
        closed.add(id);
      }
    }
    return closed;
  }

  /** Those of these rows that are stored with the same values in some columns. */
  async listUnchanged(
    kind: SubjectKind,
    rows: SubjectRow[],
    columns: string[],
    tx: Knex.Transaction,
  ): Promise<Set<string>> {
    const unchanged = new Set<string>();
    for (const chunk of chunksOf(rows)) {
      const stored: SubjectRow[] = await tx(subjectFolds[kind].table)
        .whereIn(
          'id',
          chunk.map(({ id }) => id),
        )
        .select('id', ...columns);
      const before = new Map(stored.map(row => [row.id, row]));
      for (const row of chunk) {
        const known = before.get(row.id);
        if (known && columns.every(column => known[column] === row[column])) {
          unchanged.add(row.id);
        }
      }
    }
    return unchanged;
  }

  /** Writes rows of one kind. */
  async put(
    kind: SubjectKind,
    rows: SubjectRow[],
    tx: Knex.Transaction,
  ): Promise<void> {
    for (const chunk of chunksOf(rows)) {
      await tx(subjectFolds[kind].table).insert(chunk).onConflict('id').merge();
    }
  }

  /** Deletes rows of one kind, where there are any. */
  async delete(
    kind: SubjectKind,
    ids: string[],
    tx: Knex.Transaction,
  ): Promise<void> {
    for (const chunk of chunksOf(ids)) {
      await tx(subjectFolds[kind].table).whereIn('id', chunk).delete();
    }
  }
}
