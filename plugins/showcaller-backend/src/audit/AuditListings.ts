import type {
  AuditEntry,
  AuditFilter,
  Page,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { timestamp } from '../database/timestamp';
import type { DatabaseAuditLog } from './DatabaseAuditLog';
import type { EntryRow } from './types';

const EXPORT_CHUNK = 500;

/** A part of the log. */
export interface AuditExtent {
  entries: number;
  oldestAt?: string;
  newestAt?: string;
  actions: string[];
}

/** What readers of the log ask for. */
export class AuditListings {
  readonly #knex: Knex;
  readonly #log: DatabaseAuditLog;

  static create(options: { knex: Knex; log: DatabaseAuditLog }): AuditListings {
    return new AuditListings(options);
  }

  private constructor(options: { knex: Knex; log: DatabaseAuditLog }) {
    this.#knex = options.knex;
    this.#log = options.log;
  }

  async extent(): Promise<AuditExtent> {
    const { size } = await this.#knex('audit_head').first('size');
    const entries = Number(size);
    const [oldest, newest] = await Promise.all(
      [1, entries].map(seq => this.#log.getRow(seq)),
    );
    return {
      entries,
      oldestAt: oldest?.at,
      newestAt: newest?.at,
      actions: await this.#actions(),
    };
  }

  /** Newest first. */
  async list(
    filter: AuditFilter,
    page: { limit: number; offset: number },
  ): Promise<Page<AuditEntry>> {
    const matching = this.#matching(filter);
    const [{ total }] = await matching.clone().count({ total: '*' });
    const rows: EntryRow[] = await matching
      .orderBy('seq', 'desc')
      .limit(page.limit)
      .offset(page.offset);
    return {
      items: await this.#log.toEntries(rows),
      totalItems: Number(total),
      ...page,
    };
  }

  /** Canonical entries by their seq, both ends included, in parts. */
  async *canonical(range: {
    from: number;
    to: number;
  }): AsyncGenerator<string[]> {
    for (let from = range.from; from <= range.to; from += EXPORT_CHUNK) {
      yield await this.#knex('audit_entry')
        .whereBetween('seq', [
          from,
          Math.min(range.to, from + EXPORT_CHUNK - 1),
        ])
        .orderBy('seq')
        .pluck('canonical');
    }
  }

  #matching(filter: AuditFilter): Knex.QueryBuilder {
    const { actor, action, subject, entityRef, from, to } = filter;
    const equal = Object.entries({
      actor,
      action,
      subject,
      entity_ref: entityRef,
    }).filter(([, value]) => value !== undefined);
    const query = this.#knex('audit_entry').where(Object.fromEntries(equal));
    if (from !== undefined) {
      query.andWhere('at', '>=', timestamp(from));
    }
    if (to !== undefined) {
      query.andWhere('at', '<', timestamp(to));
    }
    return query;
  }

  /** Jumps from one to the next in the index; there are some dozens in millions of entries. */
  async #actions(): Promise<string[]> {
    const actions: string[] = [];
    for (;;) {
      const row = await this.#knex('audit_entry')
        .where('action', '>', actions.at(-1) ?? '')
        .min({ next: 'action' })
        .first();
      if (!row?.next) {
        return actions;
      }
      actions.push(row.next);
    }
  }
}
