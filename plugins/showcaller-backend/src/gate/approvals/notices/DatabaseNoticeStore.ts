import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { timestamp } from '../../../database/timestamp';

export type NoticeKind =
  | 'waiting'
  | 'decided'
  | 'override'
  | 'override-reviewed'
  | 'override-overdue';

/** What is said, and to whom; who that is in person is found out when it is sent. */
export interface NoticeDetail {
  title: string;
  description: string;
  severity: 'critical' | 'high' | 'normal' | 'low';
  entityRef: string;
  /** `eligible`: who may approve; `owners`: owners and the platform groups; `person`: that one. */
  to: 'eligible' | 'owners' | 'person';
  /** Group of the rule that may approve instead of the owners. */
  role?: string;
  /** Reference, login or address of the one person; for the others: who is not told. */
  person?: string;
}

/** Something that somebody is to be told. */
export interface Notice {
  kind: NoticeKind;
  decisionId: string;
  detail: NoticeDetail;
}

/** A notice that this process is to send. */
export interface ClaimedNotice extends Notice {
  id: string;
  attempts: number;
  token: string;
}

interface NoticeRow {
  id: string;
  kind: NoticeKind;
  decision_id: string;
  detail: string;
  created_at: string;
  not_before: string;
  attempts: number;
  token: string | null;
  sent_at: string | null;
}

const TABLE = 'gate_approval_notice';
/** After so long, who claimed a notice and did not say what became of it is taken for gone. */
const CLAIM_MS = 60_000;

/** Who is to be told what: written with what it is about, sent afterwards, each once over all replicas. */
export class DatabaseNoticeStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseNoticeStore {
    return new DatabaseNoticeStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** A second notice of one kind about one decision is the same, and ignored. */
  async add(notice: Notice, now: Date, tx: Knex.Transaction): Promise<void> {
    await tx<NoticeRow>(TABLE)
      .insert({
        id: `${notice.kind} ${notice.decisionId}`,
        kind: notice.kind,
        decision_id: notice.decisionId,
        detail: JSON.stringify(notice.detail),
        created_at: timestamp(now),
        not_before: timestamp(now),
        attempts: 0,
      })
      .onConflict('id')
      .ignore();
  }

  /** Takes notices that are due, for a minute: another replica that wants the same one gets none. */
  async claim(now: Date, limit: number): Promise<ClaimedNotice[]> {
    const token = randomUUID();
    const due = this.#knex<NoticeRow>(TABLE)
      .whereNull('sent_at')
      .where('not_before', '<=', timestamp(now));
    const ids = await due
      .clone()
      .orderBy([{ column: 'not_before' }, { column: 'id' }])
      .limit(limit)
      .pluck('id');
    if (ids.length === 0) {
      return [];
    }
    await due
      .clone()
      .whereIn('id', ids)
      .update({ token, not_before: timestamp(now.getTime() + CLAIM_MS) });
    const rows = await this.#knex<NoticeRow>(TABLE).where({ token });
    return rows.map(row => ({
      id: row.id,
      kind: row.kind,
      decisionId: row.decision_id,
      detail: JSON.parse(row.detail),
      attempts: row.attempts,
      token,
    }));
  }

  async markSent({ id, token }: ClaimedNotice, now: Date): Promise<void> {
    await this.#knex<NoticeRow>(TABLE)
      .where({ id, token })
      .update({ sent_at: timestamp(now), token: null });
  }

  /** It could not be sent: again after that time. */
  async putBack(
    { id, token, attempts }: ClaimedNotice,
    notBefore: Date,
  ): Promise<void> {
    await this.#knex<NoticeRow>(TABLE)
      .where({ id, token })
      .update({
        attempts: attempts + 1,
        not_before: timestamp(notBefore),
        token: null,
      });
  }

  async deleteSentBefore(time: Date): Promise<void> {
    await this.#knex<NoticeRow>(TABLE)
      .where('sent_at', '<', timestamp(time))
      .delete();
  }
}
