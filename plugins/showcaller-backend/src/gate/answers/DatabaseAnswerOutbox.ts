import { canonicalJson } from '@showcaller/engine/audit';
import type {
  GateAnswerRow,
  GateStatus,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { PlannedGateRequest } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { ulid } from 'ulid';
import { chunksOf } from '../../database/chunksOf';
import { Leases, type Lease } from '../../database/Leases';
import { sha256 } from '../../database/sha256';
import { timestamp } from '../../database/timestamp';
import type { AnswerPlace } from '../evaluations/types';
import type { AnswerRow } from './types';

const TABLE = 'gate_answer';
const EVALUATIONS = 'gate_evaluation';
/** Longer than a delivery may take, so that nobody else has begun. */
const LEASE_MS = 120_000;

/**
 * Places that are to be told, one row for each: what an evaluation means when the row is worked on counts, so that an older
 * answer never comes after a newer one.
 */
export class DatabaseAnswerOutbox {
  readonly leases: Leases<AnswerRow>;
  readonly #knex: Knex;
  readonly #now: () => Date;

  static create(options: {
    knex: Knex;
    now: () => Date;
  }): DatabaseAnswerOutbox {
    return new DatabaseAnswerOutbox(options);
  }

  private constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
    this.leases = Leases.create({
      ...options,
      table: TABLE,
      leaseMs: LEASE_MS,
    });
  }

  /** Notes a place; the same place of the same question once. */
  async put(
    { group, place }: { group: string; place: AnswerPlace },
    tx: Knex.Transaction,
  ): Promise<void> {
    const now = timestamp(this.#now());
    const target = canonicalJson(place.target);
    const row: AnswerRow = {
      id: ulid(this.#now().getTime()),
      request_group: group,
      responder: place.responder,
      target,
      target_hash: sha256(target),
      described: place.described,
      state: 'pending',
      wanted: true,
      version: 0,
      told_status: null,
      attempts: 0,
      not_before: now,
      reason: null,
      url: null,
      requests: '[]',
      created_at: now,
      updated_at: now,
      leased_by: null,
      leased_until: null,
    };
    await tx(TABLE)
      .insert(row)
      .onConflict(['request_group', 'responder', 'target_hash'])
      .ignore();
  }

  /** What these places were told may have changed. */
  async want(group: string, tx: Knex.Transaction): Promise<void> {
    const now = timestamp(this.#now());
    await tx(TABLE)
      .where('request_group', group)
      .update({
        wanted: true,
        state: 'pending',
        attempts: 0,
        not_before: now,
        updated_at: now,
      })
      .increment('version', 1);
  }

  /** The same for all places of a decision. */
  async wantByDecision(
    decisionId: string,
    tx: Knex.Transaction,
  ): Promise<boolean> {
    const groups: string[] = await tx(EVALUATIONS)
      .where('decision_id', decisionId)
      .pluck('request_group');
    for (const group of groups) {
      await this.want(group, tx);
    }
    return groups.length > 0;
  }

  async claim(limit: number): Promise<Array<Lease<AnswerRow>>> {
    return this.leases.claim(limit, (query, now) =>
      query
        .where('wanted', true)
        .whereNot('state', 'dead')
        .where('not_before', '<=', now),
    );
  }

  /** Keeps what is about to be sent; false when the claim was lost, and nothing may be sent any more. */
  async notePlan(
    claim: Lease<AnswerRow>,
    requests: PlannedGateRequest[],
  ): Promise<boolean> {
    return this.leases.note(claim, {
      requests: JSON.stringify(requests),
      updated_at: timestamp(this.#now()),
    });
  }

  /**
   * Ends a claim that told a status. What changed meanwhile is told next; else it is looked at again at `lookAgainAt`, when
   * time alone may have changed something.
   */
  async told(
    claim: Lease<AnswerRow>,
    seen: {
      status: GateStatus;
      url?: string;
      note?: string;
      lookAgainAt?: string;
    },
    tx: Knex.Transaction,
  ): Promise<boolean> {
    const { status, url, note, lookAgainAt } = seen;
    const held = await this.leases.finish(
      claim,
      {
        told_status: status,
        updated_at: timestamp(this.#now()),
        ...(url !== undefined && { url }),
      },
      tx,
    );
    await this.#unchanged(claim, tx).update({
      state: 'sent',
      attempts: 0,
      reason: note ?? null,
      ...this.#nextLook(lookAgainAt),
    });
    return held;
  }

  /** Ends a claim of which there is nothing to tell, for now. */
  async rest(
    claim: Lease<AnswerRow>,
    options: { lookAgainAt?: string },
  ): Promise<void> {
    await this.#unchanged(claim, this.#knex).update(
      this.#nextLook(options.lookAgainAt),
    );
    await this.leases.finish(claim, {
      updated_at: timestamp(this.#now()),
    });
  }

  /** Gives a claim back, to be tried again. */
  async retry(
    claim: Lease<AnswerRow>,
    options: { notBefore: Date; reason: string },
  ): Promise<void> {
    await this.#unchanged(claim, this.#knex).update({
      attempts: claim.row.attempts + 1,
      not_before: timestamp(options.notBefore),
      reason: options.reason,
    });
    await this.leases.finish(claim, { updated_at: timestamp(this.#now()) });
  }

  /** Gives up on what was to be told, with the reason; another change is tried again. */
  async bury(claim: Lease<AnswerRow>, reason: string): Promise<void> {
    await this.#unchanged(claim, this.#knex).update({
      state: 'dead',
      wanted: false,
      attempts: claim.row.attempts + 1,
      reason,
    });
    await this.leases.finish(claim, { updated_at: timestamp(this.#now()) });
  }

  async release(claim: Lease<AnswerRow>): Promise<void> {
    await this.leases.finish(claim, {});
  }

  /** Nothing of a responder is sent before a time: its rate limit is one for all. */
  async hold(responder: string, until: Date): Promise<void> {
    await this.#knex(TABLE)
      .where({ responder, wanted: true })
      .where('not_before', '<', timestamp(until))
      .update({ not_before: timestamp(until) });
  }

  /** Who is told of these decisions, by the id of the decision. */
  async answersOf(
    decisionIds: string[],
  ): Promise<Map<string, GateAnswerRow[]>> {
    const found = new Map<string, GateAnswerRow[]>();
    for (const chunk of chunksOf(decisionIds)) {
      const rows: Array<AnswerRow & { decision_id: string }> = await this.#knex(
        TABLE,
      )
        .join(
          EVALUATIONS,
          `${EVALUATIONS}.request_group`,
          `${TABLE}.request_group`,
        )
        .whereIn(`${EVALUATIONS}.decision_id`, chunk)
        .orderBy(`${TABLE}.id`)
        .select(`${TABLE}.*`, `${EVALUATIONS}.decision_id`);
      for (const row of rows) {
        const others = found.get(row.decision_id) ?? [];
        found.set(row.decision_id, [...others, toAnswerRow(row)]);
      }
    }
    return found;
  }

  /** The row of a claim, unless something changed since. */
  #unchanged({ row }: Lease<AnswerRow>, tx: Knex) {
    return tx(TABLE).where({ id: row.id, version: row.version });
  }

  #nextLook(at: string | undefined) {
    return at === undefined
      ? { wanted: false }
      : { wanted: true, not_before: timestamp(at) };
  }
}

function toAnswerRow(row: AnswerRow): GateAnswerRow {
  return {
    id: row.id,
    responder: row.responder,
    target: row.described,
    status: row.told_status ?? 'PENDING',
    state: row.state,
    attempts: row.attempts,
    reason: row.reason ?? undefined,
    url: row.url ?? undefined,
    requests: JSON.parse(row.requests),
    updatedAt: row.updated_at,
  };
}
