import type {
  EnvironmentTier,
  LabelReason,
} from '@showcaller/backstage-plugin-showcaller-common';
import { timestamp } from '../../database/timestamp';
import type { Deployment } from '../../delivery/types';
import type { Judgement } from './judging/judgeDeployment';
import type { LabelRules } from './labelRules';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A row of `risk_label`. SQLite gives booleans as 0 and 1. */
export interface LabelRow {
  deployment_id: string;
  entity_ref: string;
  environment: string;
  tier: EnvironmentTier;
  repository: string;
  sha: string;
  occurred_at: string;
  failed: boolean | number;
  failed_at: string | null;
  reasons: string;
  explanation: string;
  repairs: string | null;
  awaits_facts: boolean | number;
  corrected: 'failed' | 'clean' | null;
  matures_at: string;
  judged_at: string;
  first_judged_at: string;
  /** Judged when it was mature: nothing but an event can change it. */
  settled: boolean | number;
  rules_hash: string;
}

/** A judged deployment, as it is stored. */
export interface StoredLabel {
  deploymentId: string;
  entityRef: string;
  environment: string;
  tier: EnvironmentTier;
  repository: string;
  sha: string;
  occurredAt: string;
  /** As judged from facts; a correction is beside it. */
  failed: boolean;
  failedAt?: string;
  reasons: LabelReason[];
  explanation: string;
  corrected?: 'failed' | 'clean';
  maturesAt: string;
}

export function toLabelRow(options: {
  deployment: Deployment;
  judgement: Judgement;
  awaitsFacts: boolean;
  rules: LabelRules;
  now: Date;
}): Omit<LabelRow, 'corrected'> {
  const { deployment, judgement, awaitsFacts, rules, now } = options;
  const occurredAt = timestamp(deployment.requestedAt);
  const maturesAt = Date.parse(occurredAt) + rules.maturityDays * DAY_MS;
  return {
    deployment_id: deployment.id,
    entity_ref: deployment.entityRef,
    environment: deployment.environment,
    tier: deployment.tier,
    repository: deployment.repository,
    sha: deployment.sha,
    occurred_at: occurredAt,
    failed: judgement.failed,
    failed_at: judgement.failedAt ? timestamp(judgement.failedAt) : null,
    reasons: JSON.stringify(judgement.reasons),
    explanation: judgement.explanation,
    repairs:
      judgement.repairs.length > 0 ? JSON.stringify(judgement.repairs) : null,
    awaits_facts: awaitsFacts,
    matures_at: timestamp(maturesAt),
    judged_at: timestamp(now),
    first_judged_at: timestamp(now),
    settled: maturesAt <= now.getTime(),
    rules_hash: rules.hash,
  };
}

export function toStoredLabel(row: LabelRow): StoredLabel {
  return {
    deploymentId: row.deployment_id,
    entityRef: row.entity_ref,
    environment: row.environment,
    tier: row.tier,
    repository: row.repository,
    sha: row.sha,
    occurredAt: row.occurred_at,
    failed: Boolean(row.failed),
    failedAt: row.failed_at ?? undefined,
    reasons: JSON.parse(row.reasons),
    explanation: row.explanation,
    corrected: row.corrected ?? undefined,
    maturesAt: row.matures_at,
  };
}

/** What a label says now: a correction before the facts, and nothing is clean before it is mature. */
export function outcomeOf(
  label: Pick<StoredLabel, 'failed' | 'corrected' | 'maturesAt'>,
  now: Date,
): 'failed' | 'clean' | 'pending' {
  if (label.corrected) {
    return label.corrected;
  }
  if (label.failed) {
    return 'failed';
  }
  return Date.parse(label.maturesAt) <= now.getTime() ? 'clean' : 'pending';
}
