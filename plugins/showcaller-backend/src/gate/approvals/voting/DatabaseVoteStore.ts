import type { ApprovalVote } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { chunksOf } from '../../../database/chunksOf';

/** A vote as it was given. */
export interface StoredVote {
  id: string;
  decisionId: string;
  /** Full reference of the user. */
  approver: string;
  verdict: ApprovalVote['verdict'];
  comment?: string;
  /** What was seen, and so what was voted on. */
  subjectHash: string;
  at: string;
  expiresAt: string;
}

interface VoteRow {
  id: string;
  decision_id: string;
  approver: string;
  verdict: ApprovalVote['verdict'];
  comment: string | null;
  subject_hash: string;
  at: string;
  expires_at: string;
}

const TABLE = 'gate_approval';

function toVote(row: VoteRow): StoredVote {
  return {
    id: row.id,
    decisionId: row.decision_id,
    approver: row.approver,
    verdict: row.verdict,
    comment: row.comment ?? undefined,
    subjectHash: row.subject_hash,
    at: row.at,
    expiresAt: row.expires_at,
  };
}

/** What people said to decisions: written once, never changed. */
export class DatabaseVoteStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseVoteStore {
    return new DatabaseVoteStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(vote: StoredVote, tx: Knex.Transaction): Promise<void> {
    await tx<VoteRow>(TABLE).insert({
      id: vote.id,
      decision_id: vote.decisionId,
      approver: vote.approver,
      verdict: vote.verdict,
      comment: vote.comment ?? null,
      subject_hash: vote.subjectHash,
      at: vote.at,
      expires_at: vote.expiresAt,
    });
  }

  /** By decision, in the order in which they were given. */
  async list(
    decisionIds: string[],
    tx: Knex = this.#knex,
  ): Promise<Map<string, StoredVote[]>> {
    const votes = new Map<string, StoredVote[]>();
    for (const chunk of chunksOf(decisionIds)) {
      const rows = await tx<VoteRow>(TABLE)
        .whereIn('decision_id', chunk)
        .orderBy([{ column: 'at' }, { column: 'id' }]);
      for (const row of rows) {
        const ofDecision = votes.get(row.decision_id) ?? [];
        votes.set(row.decision_id, ofDecision);
        ofDecision.push(toVote(row));
      }
    }
    return votes;
  }
}
