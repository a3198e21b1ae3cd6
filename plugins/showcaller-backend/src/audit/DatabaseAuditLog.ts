import type {
  AuditEntry,
  AuditReference,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { chunksOf } from '../database/chunksOf';
import { timestamp } from '../database/timestamp';
import { digestsOf, toEntry, toReference, toRows } from './entryRow';
import type {
  AuditAppend,
  AuditAppender,
  AuditReader,
  EntryRow,
  TextRow,
} from './types';

/**
 * The audit log in the database. The number of an entry comes from the row of the head, which stays locked until the
 * transaction of the writer ends: entries have the order of their commits, without gaps, over all replicas.
 */
export class DatabaseAuditLog implements AuditAppender, AuditReader {
  readonly #knex: Knex;
  readonly #now: () => Date;

  static create(options: { knex: Knex; now?: () => Date }): DatabaseAuditLog {
    return new DatabaseAuditLog(options);
  }

  private constructor(options: { knex: Knex; now?: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now ?? (() => new Date());
  }

  async append(
    entry: AuditAppend,
    tx: Knex.Transaction,
  ): Promise<AuditReference> {
    const [reference] = await this.appendAll([entry], tx);
    return reference;
  }

  /** Several entries of one transaction, in this order; as its last statement. */
  async appendAll(
    entries: AuditAppend[],
    tx: Knex.Transaction,
  ): Promise<AuditReference[]> {
    if (entries.length === 0) {
      return [];
    }
    const [head] = await tx('audit_head')
      .where({ id: 'log' })
      .increment('size', entries.length)
      .returning('size');
    const before = Number(head.size) - entries.length;
    // Taken after the lock: entries of one replica are in the order of their times.
    const at = timestamp(this.#now());
    const made = entries.map((entry, index) =>
      toRows(entry, { seq: before + index + 1, at }),
    );
    for (const texts of chunksOf(made.flatMap(({ texts: all }) => all))) {
      await tx<TextRow>('audit_text').insert(texts);
    }
    for (const rows of chunksOf(made.map(({ row }) => row))) {
      await tx<EntryRow>('audit_entry').insert(rows);
    }
    return made.map(({ row }) => toReference(row));
  }

  /** An entry in a transaction of its own: for what has no business row, such as a refused attempt. */
  async appendAlone(entry: AuditAppend): Promise<AuditReference> {
    return this.#knex.transaction(tx => this.append(entry, tx));
  }

  async get(seq: number): Promise<AuditEntry | undefined> {
    const row = await this.getRow(seq);
    return row && (await this.toEntries([row]))[0];
  }

  async getRow(seq: number): Promise<EntryRow | undefined> {
    return this.#knex<EntryRow>('audit_entry').where({ seq }).first();
  }

  async listBySubjects(subjects: string[]): Promise<AuditReference[]> {
    const found: AuditReference[] = [];
    for (const some of chunksOf([...new Set(subjects)])) {
      const rows = await this.#knex<EntryRow>('audit_entry')
        .whereIn('subject', some)
        .select('seq', 'at', 'actor', 'action', 'subject');
      found.push(...rows.map(toReference));
    }
    return found.sort((one, other) => one.seq - other.seq);
  }

  /** Rows as readers see them, with the texts that are still kept. */
  async toEntries(rows: EntryRow[]): Promise<AuditEntry[]> {
    const kept = new Map<string, string>();
    for (const digests of chunksOf(rows.flatMap(digestsOf))) {
      const texts = await this.#knex<TextRow>('audit_text')
        .whereIn('digest', digests)
        .select('digest', 'text');
      for (const { digest, text } of texts) {
        kept.set(digest, text);
      }
    }
    return rows.map(row => toEntry(row, kept));
  }
}
