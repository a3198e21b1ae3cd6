import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { timestamp } from '../../database/timestamp';
import { toStoredBackfill, type BackfillTableRow } from './backfillRow';
import type {
  BackfillClaim,
  BackfillKey,
  BackfillProgress,
  BackfillWish,
  StoredBackfill,
} from './types';

const TABLE = 'delivery_backfill';
const ACTIVE: Array<BackfillTableRow['status']> = [
  'queued',
  'running',
  'waiting',
];
/** Far longer than a request may take. */
const LEASE_SECONDS = 120;
const LOOKED_THROUGH = 200;

const UNLEASED = { leased_by: null, leased_until: null };

/**
 * Backfills with their cursors. One reader at a time holds the next page of a backfill by a token with a lease; whatever
 * a reader writes without holding it any more, because it was too slow or the backfill was cancelled, is not written.
 */
export class DatabaseBackfillStore {
  readonly #knex: Knex;
  readonly #now: () => Date;

  static create(options: {
    knex: Knex;
    now: () => Date;
  }): DatabaseBackfillStore {
    return new DatabaseBackfillStore(options);
  }

  private constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  /**
   * Wants a backfill. One that is under way goes on; one that failed or was cancelled continues where it stopped. Either
   * begins anew when more of the past is wanted than before, and so does one that is done.
   */
  async queue(wish: BackfillWish, tx?: Knex.Transaction): Promise<void> {
    if (!tx) {
      return this.#knex.transaction(own => this.queue(wish, own));
    }
    const { source, target } = wish;
    if (await this.queueOnce(wish, tx)) {
      return undefined;
    }
    const row = await tx<BackfillTableRow>(TABLE)
      .where({ source, target })
      .forUpdate()
      .first();
    const enough = row !== undefined && row.since <= wish.since;
    if (row && enough && ACTIVE.includes(row.status)) {
      return undefined;
    }
    const goesOn = enough && row.cursor !== null;
    await tx<BackfillTableRow>(TABLE)
      .where({ source, target })
      .update({
        ...(goesOn ? this.#waits(wish) : this.#begins(wish)),
        ...UNLEASED,
      });
    return undefined;
  }

  /** Wants a backfill unless there was one before, however it ended; true when there was none. */
  async queueOnce(wish: BackfillWish, tx: Knex = this.#knex): Promise<boolean> {
    const { source, target } = wish;
    const inserted = await tx(TABLE)
      .insert({ source, target, ...this.#begins(wish) })
      .onConflict(['source', 'target'])
      .ignore()
      .returning('source');
    return inserted.length > 0;
  }

  /** Takes the next pages that are due, at most one of each source and none of the busy ones. */
  async claim(options: {
    limit: number;
    busy: ReadonlySet<string>;
  }): Promise<BackfillClaim[]> {
    const now = timestamp(this.#now());
    const due = await this.#knex<BackfillTableRow>(TABLE)
      .whereIn('status', ACTIVE)
      .where('not_before', '<=', now)
      .where(free => this.#whereFree(free, now))
      .orderBy(['not_before', 'source', 'target'])
      .limit(LOOKED_THROUGH)
      .select('source', 'target');
    const claims: BackfillClaim[] = [];
    const taken = new Set(options.busy);
    for (const key of due) {
      if (claims.length < options.limit && !taken.has(key.source)) {
        const claim = await this.#claim(key, now);
        if (claim) {
          taken.add(key.source);
          claims.push(claim);
        }
      }
    }
    return claims;
  }

  /** Notes a page that was stored; false when the claim was lost meanwhile. */
  async advance(
    claim: BackfillClaim,
    progress: BackfillProgress,
  ): Promise<boolean> {
    const { stage, itemsStored, cursor, notBefore, waiting } = progress;
    const more = cursor !== undefined;
    const updated = await this.#held(claim).update({
      status: more ? (waiting && 'waiting') || 'running' : 'done',
      stage,
      cursor: cursor ?? null,
      requests: this.#knex.raw('requests + 1'),
      items_stored: this.#knex.raw('items_stored + ?', [itemsStored]),
      attempts: 0,
      not_before: timestamp(notBefore),
      finished_at: more ? null : timestamp(this.#now()),
      error: null,
      ...UNLEASED,
    });
    return updated > 0;
  }

  /** Gives a page back to be tried again, with the same cursor; false when the claim was lost meanwhile. */
  async retry(
    claim: BackfillClaim,
    options: { notBefore: Date; reason: string; attempts: number },
  ): Promise<boolean> {
    const updated = await this.#held(claim).update({
      status: 'waiting',
      requests: this.#knex.raw('requests + 1'),
      attempts: options.attempts,
      not_before: timestamp(options.notBefore),
      error: options.reason,
      ...UNLEASED,
    });
    return updated > 0;
  }

  /** Ends a backfill that cannot go on; its cursor stays. */
  async fail(claim: BackfillClaim, reason: string): Promise<boolean> {
    const updated = await this.#held(claim).update({
      status: 'failed',
      requests: this.#knex.raw('requests + 1'),
      finished_at: timestamp(this.#now()),
      error: reason,
      ...UNLEASED,
    });
    return updated > 0;
  }

  /** Gives a page back that was not asked for. */
  async release(claim: BackfillClaim): Promise<void> {
    await this.#held(claim).update(UNLEASED);
  }

  /** Ends a backfill on request; its cursor stays. False when it had ended. */
  async cancel(
    { source, target }: BackfillKey,
    tx: Knex = this.#knex,
  ): Promise<boolean> {
    const updated = await tx<BackfillTableRow>(TABLE)
      .where({ source, target })
      .whereIn('status', ACTIVE)
      .update({
        status: 'cancelled',
        finished_at: timestamp(this.#now()),
        ...UNLEASED,
      });
    return updated > 0;
  }

  /** Nothing of a source is asked for before a time: its rate limit is one for all. */
  async hold(source: string, until: Date): Promise<void> {
    await this.#knex<BackfillTableRow>(TABLE)
      .where({ source })
      .whereIn('status', ACTIVE)
      .where('not_before', '<', timestamp(until))
      .update({ not_before: timestamp(until) });
  }

  async get({
    source,
    target,
  }: BackfillKey): Promise<StoredBackfill | undefined> {
    const row = await this.#knex<BackfillTableRow>(TABLE)
      .where({ source, target })
      .first();
    return row && toStoredBackfill(row);
  }

  async list(): Promise<StoredBackfill[]> {
    const rows = await this.#knex<BackfillTableRow>(TABLE).orderBy([
      'source',
      'target',
    ]);
    return rows.map(toStoredBackfill);
  }

  async #claim(
    { source, target }: BackfillKey,
    now: string,
  ): Promise<BackfillClaim | undefined> {
    const token = randomUUID();
    const [row] = await this.#knex<BackfillTableRow>(TABLE)
      .where({ source, target })
      .whereIn('status', ACTIVE)
      .where('not_before', '<=', now)
      .where(free => this.#whereFree(free, now))
      .update({
        status: 'running',
        started_at: this.#knex.raw('coalesce(started_at, ?)', [now]),
        leased_by: token,
        leased_until: timestamp(Date.parse(now) + LEASE_SECONDS * 1000),
      })
      .returning(['annotations', 'since', 'cursor', 'attempts']);
    return (
      row && {
        source,
        target,
        annotations: JSON.parse(row.annotations),
        since: row.since,
        cursor: row.cursor ?? undefined,
        attempts: row.attempts,
        token,
      }
    );
  }

  #whereFree(free: Knex.QueryBuilder, now: string): Knex.QueryBuilder {
    return free.whereNull('leased_until').orWhere('leased_until', '<', now);
  }

  #held({ source, target, token }: BackfillClaim) {
    return this.#knex(TABLE).where({ source, target, leased_by: token });
  }

  #waits(wish: BackfillWish) {
    return {
      repository: wish.repository,
      annotations: JSON.stringify(wish.annotations),
      status: 'queued' as const,
      attempts: 0,
      not_before: timestamp(this.#now()),
      finished_at: null,
      error: null,
    };
  }

  #begins(wish: BackfillWish) {
    return {
      ...this.#waits(wish),
      since: wish.since,
      stage: 'not begun',
      cursor: null,
      requests: 0,
      items_stored: 0,
      started_at: null,
    };
  }
}
