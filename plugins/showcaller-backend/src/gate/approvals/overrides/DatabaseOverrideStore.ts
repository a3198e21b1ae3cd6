import type {
  EnvironmentTier,
  GateOverride,
  OverrideConfirmationRequest,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { chunksOf } from '../../../database/chunksOf';
import { timestamp } from '../../../database/timestamp';

/** An override with what is kept of it besides. */
export interface StoredOverride extends GateOverride {
  tier: EnvironmentTier;
  /** What was seen. */
  subjectHash: string;
}

interface OverrideRow {
  id: string;
  decision_id: string;
  entity_ref: string;
  environment: string;
  tier: EnvironmentTier;
  subject_hash: string;
  reason: string;
  incident_id: string;
  incident_known: boolean | number;
  by: string;
  at: string;
  confirm_by: string;
}

interface ConfirmationRow {
  override_id: string;
  verdict: OverrideConfirmationRequest['verdict'];
  comment: string | null;
  by: string;
  at: string;
}

type JoinedRow = OverrideRow & {
  verdict: ConfirmationRow['verdict'] | null;
  comment: string | null;
  confirmed_by: string | null;
  confirmed_at: string | null;
};

const TABLE = 'gate_override';
const CONFIRMATION = 'gate_override_confirmation';
const OVERDUE = 'gate_override_overdue';

function toOverride(row: JoinedRow, now: Date): StoredOverride {
  const waits = row.confirm_by > timestamp(now) ? 'unconfirmed' : 'overdue';
  const said = row.verdict === 'confirm' ? 'confirmed' : 'objected';
  return {
    id: row.id,
    decisionId: row.decision_id,
    entityRef: row.entity_ref,
    environment: row.environment,
    tier: row.tier,
    subjectHash: row.subject_hash,
    reason: row.reason,
    incidentId: row.incident_id,
    incidentKnown: Boolean(row.incident_known),
    by: row.by,
    at: row.at,
    confirmBy: row.confirm_by,
    state: row.verdict ? said : waits,
    confirmedBy: row.confirmed_by ?? undefined,
    confirmedAt: row.confirmed_at ?? undefined,
    comment: row.comment ?? undefined,
  };
}

/** What was let through against the gate, and what a second person said to it: all written once. */
export class DatabaseOverrideStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseOverrideStore {
    return new DatabaseOverrideStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** False when the decision was overridden already. */
  async insert(
    override: Omit<StoredOverride, 'state'>,
    tx: Knex.Transaction,
  ): Promise<boolean> {
    const written = await tx<OverrideRow>(TABLE)
      .insert({
        id: override.id,
        decision_id: override.decisionId,
        entity_ref: override.entityRef,
        environment: override.environment,
        tier: override.tier,
        subject_hash: override.subjectHash,
        reason: override.reason,
        incident_id: override.incidentId,
        incident_known: override.incidentKnown ?? false,
        by: override.by,
        at: override.at,
        confirm_by: override.confirmBy,
      })
      .onConflict('decision_id')
      .ignore()
      .returning('id');
    return written.length === 1;
  }

  /** False when a second person said their word already. */
  async confirm(
    confirmation: {
      overrideId: string;
      verdict: OverrideConfirmationRequest['verdict'];
      comment?: string;
      by: string;
      at: string;
    },
    tx: Knex.Transaction,
  ): Promise<boolean> {
    const written = await tx<ConfirmationRow>(CONFIRMATION)
      .insert({
        override_id: confirmation.overrideId,
        verdict: confirmation.verdict,
        comment: confirmation.comment ?? null,
        by: confirmation.by,
        at: confirmation.at,
      })
      .onConflict('override_id')
      .ignore()
      .returning('override_id');
    return written.length === 1;
  }

  async get(
    id: string,
    now: Date,
    tx: Knex = this.#knex,
  ): Promise<StoredOverride | undefined> {
    const row: JoinedRow | undefined = await this.#joined(tx)
      .where(`${TABLE}.id`, id)
      .first();
    return row && toOverride(row, now);
  }

  async getByDecisions(
    decisionIds: string[],
    now: Date,
  ): Promise<Map<string, StoredOverride>> {
    const found = new Map<string, StoredOverride>();
    for (const chunk of chunksOf(decisionIds)) {
      const rows: JoinedRow[] = await this.#joined().whereIn(
        'decision_id',
        chunk,
      );
      for (const row of rows) {
        found.set(row.decision_id, toOverride(row, now));
      }
    }
    return found;
  }

  /** Every entity of which something was overridden. */
  async listEntities(): Promise<string[]> {
    const rows = await this.#knex<OverrideRow>(TABLE).distinct('entity_ref');
    return rows.map(({ entity_ref }) => entity_ref);
  }

  /** Those of these entities, the newest first. */
  async list(options: {
    entityRefs: string[];
    now: Date;
    limit: number;
    offset: number;
  }): Promise<{ items: StoredOverride[]; totalItems: number }> {
    const { entityRefs, now, limit, offset } = options;
    const rows: JoinedRow[] = await this.#joined()
      .whereIn('entity_ref', entityRefs)
      .orderBy(`${TABLE}.id`, 'desc')
      .limit(limit)
      .offset(offset);
    const counted = await this.#knex(TABLE)
      .whereIn('entity_ref', entityRefs)
      .count({ count: '*' });
    return {
      items: rows.map(row => toOverride(row, now)),
      totalItems: Number(counted[0].count),
    };
  }

  /** Those to which no second person said anything, the longest waiting first. */
  async listUnconfirmed(now: Date, limit: number): Promise<StoredOverride[]> {
    const rows: JoinedRow[] = await this.#joined()
      .whereNull('verdict')
      .orderBy(`${TABLE}.id`)
      .limit(limit);
    return rows.map(row => toOverride(row, now));
  }

  /** Those for which it is too late and nobody has noted it yet. */
  async listNewlyOverdue(now: Date, limit: number): Promise<StoredOverride[]> {
    const rows: JoinedRow[] = await this.#joined()
      .leftJoin(OVERDUE, `${OVERDUE}.override_id`, `${TABLE}.id`)
      .whereNull('verdict')
      .whereNull(`${OVERDUE}.override_id`)
      .where('confirm_by', '<=', timestamp(now))
      .orderBy(`${TABLE}.id`)
      .limit(limit);
    return rows.map(row => toOverride(row, now));
  }

  /** False when another replica noted it already. */
  async noteOverdue(
    id: string,
    now: Date,
    tx: Knex.Transaction,
  ): Promise<boolean> {
    const written = await tx(OVERDUE)
      .insert({ override_id: id, at: timestamp(now) })
      .onConflict('override_id')
      .ignore()
      .returning('override_id');
    return written.length === 1;
  }

  #joined(tx: Knex = this.#knex) {
    return tx(TABLE)
      .leftJoin(CONFIRMATION, `${CONFIRMATION}.override_id`, `${TABLE}.id`)
      .select(
        `${TABLE}.*`,
        `${CONFIRMATION}.verdict`,
        `${CONFIRMATION}.comment`,
        `${CONFIRMATION}.by as confirmed_by`,
        `${CONFIRMATION}.at as confirmed_at`,
      );
  }
}
