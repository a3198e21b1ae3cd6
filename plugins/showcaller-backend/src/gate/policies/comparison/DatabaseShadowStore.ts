import type { GateOutcome } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { timestamp } from '../../../database/timestamp';
import type { ComparedDecision } from './ComparisonTally';

const TABLE = 'policy_shadow_decision';

interface ShadowRow {
  decision_id: string;
  hash: string;
  active_hash: string;
  entity_ref: string;
  environment: string;
  deployment_id: string | null;
  sha: string | null;
  active_outcome: GateOutcome;
  active_rule: string | null;
  other_outcome: GateOutcome;
  other_rule: string | null;
  explanation: string;
  decided_at: string;
}

/** What the bundle in shadow would have decided, beside what was decided. */
export class DatabaseShadowStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseShadowStore {
    return new DatabaseShadowStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(
    row: { hash: string; activeHash: string; compared: ComparedDecision },
    tx: Knex.Transaction,
  ): Promise<void> {
    const { hash, activeHash, compared } = row;
    await tx<ShadowRow>(TABLE)
      .insert({
        decision_id: compared.decisionId,
        hash,
        active_hash: activeHash,
        entity_ref: compared.entityRef,
        environment: compared.environment,
        deployment_id: compared.deploymentId ?? null,
        sha: compared.sha ?? null,
        active_outcome: compared.active.outcome,
        active_rule: compared.active.ruleName ?? null,
        other_outcome: compared.other.outcome,
        other_rule: compared.other.ruleName ?? null,
        explanation: compared.other.explanation,
        decided_at: timestamp(compared.decidedAt),
      })
      .onConflict(['decision_id', 'hash'])
      .ignore();
  }

  /** The newest of a bundle, oldest first, at most `limit`. */
  async list(
    hash: string,
    limit: number,
  ): Promise<Array<ComparedDecision & { activeHash: string }>> {
    const rows = await this.#knex<ShadowRow>(TABLE)
      .where({ hash })
      .orderBy([
        { column: 'decided_at', order: 'desc' },
        { column: 'decision_id', order: 'desc' },
      ])
      .limit(limit);
    return rows.reverse().map(row => ({
      activeHash: row.active_hash,
      decisionId: row.decision_id,
      entityRef: row.entity_ref,
      environment: row.environment,
      ...(row.sha !== null && { sha: row.sha }),
      ...(row.deployment_id !== null && { deploymentId: row.deployment_id }),
      decidedAt: row.decided_at,
      active: {
        outcome: row.active_outcome,
        ruleName: row.active_rule ?? undefined,
      },
      other: {
        outcome: row.other_outcome,
        ruleName: row.other_rule ?? undefined,
        explanation: row.explanation,
      },
    }));
  }
}
