import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { timestamp } from '../../database/timestamp';
import type { PullRequestHead, ScoreClaim, ScoredPart } from './types';

interface PullRequestRow {
  repository: string;
  number: number;
  head_sha: string;
  base_sha: string | null;
  title: string | null;
  url: string | null;
  status: PullRequestHead['status'];
  occurred_at: string;
  score_wanted: boolean;
  awaits_facts: boolean;
  attempts: number;
  not_before: string;
  leased_by: string | null;
  leased_until: string | null;
  assessments: string | null;
}

const TABLE = 'pull_request';
const LEASE_SECONDS = 60;
const LOOKED_THROUGH = 100;

/**
 * Pull requests by their newest event, and which of them are to be scored. A new head takes the claim away from whoever
 * scores the old one.
 */
export class DatabasePullRequestStore {
  readonly #knex: Knex;
  readonly #now: () => Date;

  static create(options: {
    knex: Knex;
    now: () => Date;
  }): DatabasePullRequestStore {
    return new DatabasePullRequestStore(options);
  }

  private constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  /**
   * Notes what an event told, unless a newer one told more: the order of arrival does not matter. `act` is false for
   * events of the past, which only say how things are. True when the head is to be scored because of it.
   */
  async note(
    head: PullRequestHead,
    options: { act: boolean; tx: Knex.Transaction },
  ): Promise<boolean> {
    const { act, tx } = options;
    const key = { repository: head.repository, number: head.number };
    const known = await tx<PullRequestRow>(TABLE).where(key).first();
    const open = head.status === 'open';
    if (known ? !supersedes(head, known) : !open && !act) {
      return false;
    }
    const fresh = !known || isNew(head, known);
    const wanted = open && (act && fresh ? true : Boolean(known?.score_wanted));
    await tx(TABLE)
      .insert({
        ...key,
        head_sha: head.headSha,
        base_sha: head.baseSha ?? null,
        title: head.title ?? null,
        url: head.url ?? null,
        status: head.status,
        occurred_at: timestamp(head.occurredAt),
        score_wanted: wanted,
        awaits_facts: fresh ? false : Boolean(known?.awaits_facts),
        attempts: fresh ? 0 : known?.attempts ?? 0,
        not_before: fresh
          ? timestamp(this.#now())
          : known?.not_before ?? timestamp(this.#now()),
        ...((fresh || !open) && { leased_by: null, leased_until: null }),
      })
      .onConflict(['repository', 'number'])
      .merge();
    return wanted && fresh;
  }

  /** Wants a new score of the open pull requests that wait for imported history, or whose head something was told of. */
  async wantScores(
    which: { repository: string } & (
      | { awaitsFacts: true }
      | { shas: string[] }
    ),
    tx: Knex = this.#knex,
  ): Promise<number> {
    const { repository } = which;
    return tx<PullRequestRow>(TABLE)
      .where({ repository, status: 'open' })
      .where(narrow =>
        'shas' in which
          ? narrow.whereIn('head_sha', which.shas).whereNotNull('assessments')
          : narrow.where('awaits_facts', true),
      )
      .update({
        score_wanted: true,
        attempts: 0,
        not_before: timestamp(this.#now()),
        leased_by: null,
        leased_until: null,
      });
  }

  /** Revision that a pull request is to be merged into, where it is known. */
  async getBase(
    repository: string,
    number: number,
  ): Promise<string | undefined> {
    const row = await this.#knex<PullRequestRow>(TABLE)
      .where({ repository, number })
      .first('base_sha');
    return row?.base_sha ?? undefined;
  }

  async claim(limit: number): Promise<ScoreClaim[]> {
    const now = timestamp(this.#now());
    const due = await this.#due(now)
      .orderBy('not_before')
      .limit(LOOKED_THROUGH);
    const claims: ScoreClaim[] = [];
    for (const { repository, number } of due.slice(0, limit)) {
      const token = randomUUID();
      const [row] = await this.#due(now)
        .where({ repository, number })
        .update({
          leased_by: token,
          leased_until: timestamp(Date.parse(now) + LEASE_SECONDS * 1000),
        })
        .returning('*');
      if (row) {
        const { attempts } = row;
        claims.push({ pullRequest: toHead(row), attempts, token });
      }
    }
    return claims;
  }

  /** Ends a claim with what was found; false when it was lost meanwhile. */
  async complete(
    claim: ScoreClaim,
    options: { parts: ScoredPart[]; tx: Knex.Transaction },
  ): Promise<boolean> {
    const { parts, tx } = options;
    const updated = await this.#held(claim, tx).update({
      score_wanted: false,
      awaits_facts: parts.some(({ awaitsFacts }) => awaitsFacts),
      assessments: JSON.stringify(parts.map(({ assessment }) => assessment)),
      attempts: 0,
      leased_by: null,
      leased_until: null,
    });
    return updated > 0;
  }

  /** Gives a claim back, to be tried again after a wait. */
  async retry(claim: ScoreClaim, notBefore: Date): Promise<void> {
    await this.#held(claim).update({
      awaits_facts: true,
      attempts: claim.attempts + 1,
      not_before: timestamp(notBefore),
      leased_by: null,
      leased_until: null,
    });
  }

  #due(now: string) {
    return this.#knex<PullRequestRow>(TABLE)
      .where({ score_wanted: true, status: 'open' })
      .where('not_before', '<=', now)
      .where(free =>
        free.whereNull('leased_until').orWhere('leased_until', '<', now),
      );
  }

  #held({ pullRequest, token }: ScoreClaim, tx: Knex = this.#knex) {
    const { repository, number } = pullRequest;
    return tx(TABLE).where({ repository, number, leased_by: token });
  }
}

/** A merged pull request stays merged; else the later event says how things are. */
function supersedes(head: PullRequestHead, known: PullRequestRow): boolean {
  return (
    known.status !== 'merged' &&
    (head.status === 'merged' ||
      timestamp(head.occurredAt) >= known.occurred_at)
  );
}

/** Whether what is scored changed. */
function isNew(head: PullRequestHead, known: PullRequestRow): boolean {
  return (
    known.status !== 'open' ||
    known.head_sha !== head.headSha ||
    known.base_sha !== (head.baseSha ?? null)
  );
}

function toHead(row: PullRequestRow): PullRequestHead {
  return {
    repository: row.repository,
    number: row.number,
    headSha: row.head_sha,
    baseSha: row.base_sha ?? undefined,
    title: row.title ?? undefined,
    url: row.url ?? undefined,
    status: row.status,
    occurredAt: row.occurred_at,
  };
}
