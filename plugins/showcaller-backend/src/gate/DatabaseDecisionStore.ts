import type {
  EnvironmentTier,
  GateDecision,
  GateOutcome,
  RolloutStrategy,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { chunksOf } from '../database/chunksOf';
import { timestamp } from '../database/timestamp';

interface DecisionRow {
  id: string;
  assessment_id: string;
  deployment_id: string;
  entity_ref: string;
  environment: string;
  tier: EnvironmentTier;
  outcome: GateOutcome;
  strategy: RolloutStrategy | null;
  on_approval: string | null;
  success_probability: number | null;
  rule: string;
  policy_hash: string;
  model_hash: string;
  inputs: string;
  explanation: string;
  mode: GateDecision['mode'];
  decided_at: string;
}

const TABLE = 'gate_decision';

function toRow(decision: GateDecision): DecisionRow {
  return {
    id: decision.id,
    assessment_id: decision.assessmentId,
    deployment_id: decision.deploymentId,
    entity_ref: decision.entityRef,
    environment: decision.environment,
    tier: decision.tier,
    outcome: decision.outcome,
    strategy: decision.strategy ?? null,
    on_approval: decision.onApproval
      ? JSON.stringify(decision.onApproval)
      : null,
    success_probability: decision.successProbability ?? null,
    rule: JSON.stringify(decision.rule),
    policy_hash: decision.policyHash,
    model_hash: decision.modelHash,
    inputs: JSON.stringify(decision.inputs),
    explanation: decision.explanation,
    mode: decision.mode,
    decided_at: timestamp(decision.decidedAt),
  };
}

function toDecision(row: DecisionRow): GateDecision {
  return {
    id: row.id,
    assessmentId: row.assessment_id,
    deploymentId: row.deployment_id,
    entityRef: row.entity_ref,
    environment: row.environment,
    tier: row.tier,
    outcome: row.outcome,
    strategy: row.strategy ?? undefined,
    onApproval: row.on_approval ? JSON.parse(row.on_approval) : undefined,
    successProbability: row.success_probability ?? undefined,
    rule: JSON.parse(row.rule),
    policyHash: row.policy_hash,
    modelHash: row.model_hash,
    inputs: JSON.parse(row.inputs),
    explanation: row.explanation,
    mode: row.mode,
    decidedAt: row.decided_at,
  };
}

/** Stored decisions: written once, never changed. */
export class DatabaseDecisionStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseDecisionStore {
    return new DatabaseDecisionStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** One decision per assessment: a second one for the same is ignored. */
  async insert(decision: GateDecision, tx: Knex.Transaction): Promise<void> {
    await tx(TABLE)
      .insert(toRow(decision))
      .onConflict('assessment_id')
      .ignore();
  }

  async get(id: string): Promise<GateDecision | undefined> {
    const row = await this.#knex<DecisionRow>(TABLE).where({ id }).first();
    return row && toDecision(row);
  }

  /** The last decision on each of these deployments. */
  async getLatestByDeployments(
    deploymentIds: string[],
  ): Promise<Map<string, GateDecision>> {
    const latest = new Map<string, GateDecision>();
    for (const chunk of chunksOf(deploymentIds)) {
      const rows = await this.#knex<DecisionRow>(TABLE)
        .whereIn('deployment_id', chunk)
        .orderBy(['decided_at', 'id']);
      for (const row of rows) {
        latest.set(row.deployment_id, toDecision(row));
      }
    }
    return latest;
  }

  /** Decisions by the id of their assessment. */
  async getByAssessments(
    assessmentIds: string[],
  ): Promise<Map<string, GateDecision>> {
    const rows = await this.#knex<DecisionRow>(TABLE).whereIn(
      'assessment_id',
      assessmentIds,
    );
    return new Map(rows.map(row => [row.assessment_id, toDecision(row)]));
  }
}
