import type { Knex } from 'knex';
import { ulid } from 'ulid';
import type { Activation, PolicyState } from './types';

const ID = 'policy';

interface StateRow {
  id: string;
  version: number;
  active_hash: string;
  shadow_hash: string | null;
  shadow_since: string | null;
  proposed_hash: string | null;
  proposed_by: string | null;
  proposed_at: string | null;
  proposal_reason: string | null;
  fallback: string | null;
}

interface ActivationRow {
  id: string;
  hash: string;
  from_hash: string;
  proposed_by: string | null;
  activated_by: string;
  reason: string;
  activated_at: string;
}

/** One row that says which bundle does what, and the list of all activations. */
export class DatabasePolicyStateStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabasePolicyStateStore {
    return new DatabasePolicyStateStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The state; made with this bundle as the active one where there is none yet. */
  async begin(activeHash: string): Promise<PolicyState> {
    await this.#knex<StateRow>('policy_state')
      .insert({ id: ID, version: 1, active_hash: activeHash })
      .onConflict('id')
      .ignore();
    return this.get();
  }

  async get(): Promise<PolicyState> {
    return read(this.#knex);
  }

  /** The state, which nobody else changes until the transaction ends. */
  async lock(tx: Knex.Transaction): Promise<PolicyState> {
    await tx('policy_state').where({ id: ID }).increment('version', 1);
    return read(tx);
  }

  /** Writes the state that was locked. */
  async save(state: PolicyState, tx: Knex.Transaction): Promise<void> {
    await tx<StateRow>('policy_state')
      .where({ id: ID })
      .update({
        active_hash: state.activeHash,
        shadow_hash: state.shadow?.hash ?? null,
        shadow_since: state.shadow?.since ?? null,
        proposed_hash: state.proposal?.hash ?? null,
        proposed_by: state.proposal?.by ?? null,
        proposed_at: state.proposal?.at ?? null,
        proposal_reason: state.proposal?.reason ?? null,
        fallback: state.fallback ? JSON.stringify(state.fallback) : null,
      });
  }

  async addActivation(
    activation: Activation,
    tx: Knex.Transaction,
  ): Promise<void> {
    await tx<ActivationRow>('policy_activation').insert({
      id: ulid(),
      hash: activation.hash,
      from_hash: activation.fromHash,
      proposed_by: activation.proposedBy ?? null,
      activated_by: activation.activatedBy,
      reason: activation.reason,
      activated_at: activation.activatedAt,
    });
  }

  /** Newest first, at most 100. */
  async listActivations(): Promise<Activation[]> {
    const rows = await this.#knex<ActivationRow>('policy_activation')
      .orderBy([
        { column: 'activated_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(100);
    return rows.map(row => ({
      hash: row.hash,
      fromHash: row.from_hash,
      proposedBy: row.proposed_by ?? undefined,
      activatedBy: row.activated_by,
      reason: row.reason,
      activatedAt: row.activated_at,
    }));
  }
}

async function read(knex: Knex): Promise<PolicyState> {
  const row = await knex<StateRow>('policy_state').where({ id: ID }).first();
  if (!row) {
    throw new Error('The room of policies was not started.');
  }
  return toState(row);
}

function toState(row: StateRow): PolicyState {
  const { shadow_hash, shadow_since, proposed_hash } = row;
  return {
    version: row.version,
    activeHash: row.active_hash,
    shadow:
      shadow_hash && shadow_since
        ? { hash: shadow_hash, since: shadow_since }
        : undefined,
    proposal: proposed_hash
      ? {
          hash: proposed_hash,
          by: row.proposed_by ?? 'unknown',
          at: row.proposed_at ?? '',
          reason: row.proposal_reason ?? '',
        }
      : undefined,
    fallback: row.fallback ? JSON.parse(row.fallback) : undefined,
  };
}
