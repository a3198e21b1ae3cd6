import type {
  EnvironmentTier,
  GateDecision,
  GateOutcome,
  GateStage,
  RolloutStrategy,
} from '@showcaller/backstage-plugin-showcaller-common';
import { timestamp } from '../database/timestamp';
import { subjectKeyOf } from './decide/subjectKeyOf';

/** A row of `gate_decision`. SQLite gives booleans as 0 and 1. */
export interface DecisionRow {
  id: string;
  assessment_id: string | null;
  deployment_id: string | null;
  evaluation_id: string | null;
  stage: GateStage;
  entity_ref: string;
  environment: string;
  tier: EnvironmentTier;
  outcome: GateOutcome;
  strategy: RolloutStrategy | null;
  on_approval: string | null;
  success_probability: number | null;
  rule: string;
  matched_rules: string;
  approvals: string | null;
  subject_hash: string;
  subject_key: string | null;
  failed_open: boolean | number;
  expires_at: string | null;
  policy_hash: string;
  model_hash: string | null;
  inputs: string;
  explanation: string;
  mode: GateDecision['mode'];
  decided_at: string;
}

export function toDecisionRow(decision: GateDecision): DecisionRow {
  const { approvals, onApproval, expiresAt } = decision;
  return {
    id: decision.id,
    assessment_id: decision.assessmentId ?? null,
    deployment_id: decision.deploymentId ?? null,
    evaluation_id: decision.evaluationId ?? null,
    stage: decision.stage,
    entity_ref: decision.entityRef,
    environment: decision.environment,
    tier: decision.tier,
    outcome: decision.outcome,
    strategy: decision.strategy ?? null,
    on_approval: onApproval ? JSON.stringify(onApproval) : null,
    success_probability: decision.successProbability ?? null,
    rule: JSON.stringify(decision.rule),
    matched_rules: JSON.stringify(decision.matchedRules),
    approvals: approvals ? JSON.stringify(approvals) : null,
    subject_hash: decision.subjectHash,
    subject_key: subjectKeyOf(decision),
    failed_open: decision.failedOpen ?? false,
    expires_at: expiresAt === undefined ? null : timestamp(expiresAt),
    policy_hash: decision.policyHash,
    model_hash: decision.modelHash ?? null,
    inputs: JSON.stringify(decision.inputs),
    explanation: decision.explanation,
    mode: decision.mode,
    decided_at: timestamp(decision.decidedAt),
  };
}

export function toDecision(row: DecisionRow): GateDecision {
  return {
    id: row.id,
    assessmentId: row.assessment_id ?? undefined,
    deploymentId: row.deployment_id ?? undefined,
    evaluationId: row.evaluation_id ?? undefined,
    stage: row.stage,
    entityRef: row.entity_ref,
    environment: row.environment,
    tier: row.tier,
    outcome: row.outcome,
    strategy: row.strategy ?? undefined,
    onApproval: row.on_approval ? JSON.parse(row.on_approval) : undefined,
    successProbability: row.success_probability ?? undefined,
    rule: JSON.parse(row.rule),
    matchedRules: JSON.parse(row.matched_rules),
    approvals: row.approvals ? JSON.parse(row.approvals) : undefined,
    subjectHash: row.subject_hash,
    failedOpen: row.failed_open ? true : undefined,
    expiresAt: row.expires_at ?? undefined,
    policyHash: row.policy_hash,
    modelHash: row.model_hash ?? undefined,
    inputs: JSON.parse(row.inputs),
    explanation: row.explanation,
    mode: row.mode,
    decidedAt: row.decided_at,
  };
}
