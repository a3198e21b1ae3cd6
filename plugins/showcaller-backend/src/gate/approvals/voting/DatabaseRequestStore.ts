import type {
  EnvironmentTier,
  GateDecision,
  GateStage,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { chunksOf } from '../../../database/chunksOf';
import { isSqlite } from '../../../database/openDatabase';
import { timestamp } from '../../../database/timestamp';
import { subjectKeyOf } from '../../decide/subjectKeyOf';

export type RequestState =
  | 'open'
  | 'approved'
  | 'rejected'
  | 'superseded'
  | 'overridden';

/** A decision that waits, or waited, for people. */
export interface StoredRequest {
  decisionId: string;
  entityRef: string;
  environment: string;
  tier: EnvironmentTier;
  stage: GateStage;
  role?: string;
  required: number;
  since: string;
  expiresAt: string;
  /** As of the last look; what it is now is computed from the votes. */
  state: RequestState;
}

interface RequestRow {
  decision_id: string;
  entity_ref: string;
  environment: string;
  tier: EnvironmentTier;
  stage: GateStage;
  subject_key: string;
  role: string | null;
  required: number;
  since: string;
  expires_at: string;
  state: RequestState;
}

const TABLE = 'gate_approval_request';

function toRequest(row: RequestRow): StoredRequest {
  return {
    decisionId: row.decision_id,
    entityRef: row.entity_ref,
    environment: row.environment,
    tier: row.tier,
    stage: row.stage,
    role: row.role ?? undefined,
    required: row.required,
    since: row.since,
    expiresAt: row.expires_at,
    state: row.state,
  };
}

/** What waits for people. The row of a decision is what everybody who says something to it locks. */
export class DatabaseRequestStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseRequestStore {
    return new DatabaseRequestStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Lets a decision wait; one that does already stays as it is. */
  async open(
    decision: GateDecision,
    expiresAt: string,
    tx: Knex.Transaction,
  ): Promise<void> {
    await tx<RequestRow>(TABLE)
      .insert({
        decision_id: decision.id,
        entity_ref: decision.entityRef,
        environment: decision.environment,
        tier: decision.tier,
        stage: decision.stage,
        subject_key: subjectKeyOf(decision),
        role: decision.approvals?.role ?? null,
        required: decision.approvals?.count ?? 1,
        since: timestamp(decision.decidedAt),
        expires_at: expiresAt,
        state: 'open',
      })
      .onConflict('decision_id')
      .ignore();
  }

  /** A newer decision about the same thing is there: what waited, waits no more. */
  async supersede(newer: GateDecision, tx: Knex.Transaction): Promise<void> {
    await tx<RequestRow>(TABLE)
      .where({
        subject_key: subjectKeyOf(newer),
        state: 'open',
      })
      .whereNot({ decision_id: newer.id })
      .where('since', '<=', timestamp(newer.decidedAt))
      .update({ state: 'superseded' });
  }

  /**
   * Nobody else says anything to this decision until the transaction ends; answers the state, where the decision waits
   * or waited. SQLite has one writer anyway.
   */
  async lock(
    decisionId: string,
    tx: Knex.Transaction,
  ): Promise<RequestState | undefined> {
    const rows = tx<RequestRow>(TABLE).where({ decision_id: decisionId });
    const [row] = await (isSqlite(tx) ? rows : rows.forUpdate());
    return row?.state;
  }

  async setState(
    decisionId: string,
    state: RequestState,
    tx: Knex,
  ): Promise<void> {
    await tx<RequestRow>(TABLE)
      .where({ decision_id: decisionId })
      .whereNot({ state })
      .update({ state });
  }

  /** The same outside of a transaction, unless somebody changed it meanwhile. */
  async setStateNow(
    decisionId: string,
    change: { from: RequestState; to: RequestState },
  ): Promise<void> {
    await this.#knex<RequestRow>(TABLE)
      .where({ decision_id: decisionId, state: change.from })
      .update({ state: change.to });
  }

  /** Those in the given state that are not over, the longest waiting first. */
  async list(options: {
    state: RequestState;
    now: Date;
    limit: number;
  }): Promise<StoredRequest[]> {
    const rows = await this.#knex<RequestRow>(TABLE)
      .where({ state: options.state })
      .where('expires_at', '>', timestamp(options.now))
      .orderBy([{ column: 'since' }, { column: 'decision_id' }])
      .limit(options.limit);
    return rows.map(toRequest);
  }

  async getMany(decisionIds: string[]): Promise<Map<string, StoredRequest>> {
    const found = new Map<string, StoredRequest>();
    for (const chunk of chunksOf(decisionIds)) {
      const rows = await this.#knex<RequestRow>(TABLE).whereIn(
        'decision_id',
        chunk,
      );
      for (const row of rows) {
        found.set(row.decision_id, toRequest(row));
      }
    }
    return found;
  }
}
