import type {
  Page,
  PullRequestFeedbackRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { FeedbackPlan } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { timestamp } from '../../database/timestamp';
import { toFeedbackRow, type FeedbackTableRow } from './feedbackRow';
import type { FeedbackClaim, NewFeedback } from './types';

const TABLE = 'pull_request_feedback';
const LEASE_SECONDS = 120;
const LOOKED_THROUGH = 100;
const UNLEASED = { leased_by: null, leased_until: null };

/** Which row of the outbox. */
export interface FeedbackKey {
  repository: string;
  number: number;
  publisher: string;
}

/**
 * What pull requests are to be told, one row for each place: the newest content wins. Whoever delivers holds the row by a
 * token with a lease, and nobody else sends anything to that place meanwhile, so that an older content never comes after
 * a newer one.
 */
export class DatabaseFeedbackOutbox {
  readonly #knex: Knex;
  readonly #now: () => Date;

  static create(options: {
    knex: Knex;
    now: () => Date;
  }): DatabaseFeedbackOutbox {
    return new DatabaseFeedbackOutbox(options);
  }

  private constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  /** Wants something to be told. What is shown already is not sent again. */
  async put(wanted: NewFeedback, tx: Knex = this.#knex): Promise<void> {
    const { publisher, entityRefs, feedback } = wanted;
    const { repository, number, contentHash } = feedback;
    const now = timestamp(this.#now());
    await tx(TABLE)
      .insert({
        repository,
        number,
        publisher,
        entity_refs: JSON.stringify(entityRefs),
        content: JSON.stringify(feedback),
        content_hash: contentHash,
        status: 'pending',
        attempts: 0,
        not_before: now,
        reason: null,
        requests: '[]',
        updated_at: now,
      })
      .onConflict(['repository', 'number', 'publisher'])
      .merge([
        'entity_refs',
        'content',
        'content_hash',
        'status',
        'attempts',
        'not_before',
        'reason',
        'updated_at',
      ])
      .whereNot(same =>
        same
          .where(`${TABLE}.status`, 'published')
          .where(`${TABLE}.published_hash`, contentHash),
      );
  }

  /** A pull request that is over is told nothing more. */
  async close(
    { repository, number }: Omit<FeedbackKey, 'publisher'>,
    tx: Knex = this.#knex,
  ): Promise<void> {
    await tx(TABLE)
      .where({ repository, number })
      .whereIn('status', ['pending', 'dead'])
      .update({ status: 'closed', updated_at: timestamp(this.#now()) });
  }

  async claim(limit: number): Promise<FeedbackClaim[]> {
    const now = timestamp(this.#now());
    const due = await this.#due(now)
      .orderBy(['not_before', 'repository', 'number'])
      .limit(LOOKED_THROUGH)
      .select('repository', 'number', 'publisher');
    const claims: FeedbackClaim[] = [];
    for (const key of due.slice(0, limit)) {
      const token = randomUUID();
      const [row] = await this.#due(now)
        .where(key)
        .update({
          leased_by: token,
          leased_until: timestamp(Date.parse(now) + LEASE_SECONDS * 1000),
        })
        .returning(['publisher', 'content', 'attempts']);
      if (row) {
        const { publisher, content, attempts } = row;
        const feedback = JSON.parse(content);
        claims.push({ publisher, feedback, attempts, token });
      }
    }
    return claims;
  }

  /** Keeps what is about to be sent; false when the claim was lost, and nothing may be sent any more. */
  async notePlan(claim: FeedbackClaim, plan: FeedbackPlan): Promise<boolean> {
    const now = timestamp(this.#now());
    const updated = await this.#held(claim)
      .where('leased_until', '>=', now)
      .where('status', 'pending')
      .update({ requests: JSON.stringify(plan.requests), updated_at: now });
    return updated > 0;
  }

  /** Ends a claim whose content was seen where it belongs. Newer content that came meanwhile still waits. */
  async publish(
    claim: FeedbackClaim,
    seen: { url?: string; note?: string },
  ): Promise<void> {
    const { contentHash } = claim.feedback;
    await this.#held(claim).update({
      published_hash: contentHash,
      url: seen.url ?? null,
      ...UNLEASED,
    });
    await this.#ofContent(claim).update({
      status: 'published',
      attempts: 0,
      reason: seen.note ?? null,
      updated_at: timestamp(this.#now()),
    });
  }

  /** Gives a claim back, to be tried again; newer content that came meanwhile is tried at once. */
  async retry(
    claim: FeedbackClaim,
    options: { notBefore: Date; reason: string },
  ): Promise<void> {
    await this.#ofContent(claim)
      .where({ leased_by: claim.token })
      .update({
        attempts: claim.attempts + 1,
        not_before: timestamp(options.notBefore),
        reason: options.reason,
        updated_at: timestamp(this.#now()),
      });
    await this.release(claim);
  }

  /** Gives up on a content, with the reason. */
  async bury(claim: FeedbackClaim, reason: string): Promise<void> {
    await this.#ofContent(claim)
      .where({ leased_by: claim.token })
      .update({
        status: 'dead',
        attempts: claim.attempts + 1,
        reason,
        updated_at: timestamp(this.#now()),
      });
    await this.release(claim);
  }

  async release(claim: FeedbackClaim): Promise<void> {
    await this.#held(claim).update(UNLEASED);
  }

  /** Nothing of a publisher is sent before a time: its rate limit is one for all. */
  async hold(publisher: string, until: Date): Promise<void> {
    await this.#knex(TABLE)
      .where({ publisher, status: 'pending' })
      .where('not_before', '<', timestamp(until))
      .update({ not_before: timestamp(until) });
  }

  /** Tries a content again that was given up; false when there is none. */
  async requeue(key: FeedbackKey, knex: Knex = this.#knex): Promise<boolean> {
    const updated = await knex(TABLE)
      .where({ ...key, status: 'dead' })
      .update({
        status: 'pending',
        attempts: 0,
        not_before: timestamp(this.#now()),
      });
    return updated > 0;
  }

  /** Newest first. */
  async list(page: {
    limit: number;
    offset: number;
  }): Promise<Page<PullRequestFeedbackRow>> {
    const total = await this.#knex(TABLE).count({ rows: '*' }).first();
    const rows: FeedbackTableRow[] = await this.#knex(TABLE)
      .orderBy([
        { column: 'updated_at', order: 'desc' },
        'repository',
        'number',
        'publisher',
      ])
      .limit(page.limit)
      .offset(page.offset);
    return {
      ...page,
      items: rows.map(toFeedbackRow),
      totalItems: Number(total?.rows ?? 0),
    };
  }

  #due(now: string) {
    return this.#knex<FeedbackTableRow>(TABLE)
      .where('status', 'pending')
      .where('not_before', '<=', now)
      .where(free =>
        free.whereNull('leased_until').orWhere('leased_until', '<', now),
      );
  }

  #held({ feedback, publisher, token }: FeedbackClaim) {
    const { repository, number } = feedback;
    return this.#knex(TABLE).where({
      repository,
      number,
      publisher,
      leased_by: token,
    });
  }

  #ofContent({ feedback, publisher }: FeedbackClaim) {
    const { repository, number, contentHash } = feedback;
    return this.#knex(TABLE).where({
      repository,
      number,
      publisher,
      content_hash: contentHash,
      status: 'pending',
    });
  }
}
