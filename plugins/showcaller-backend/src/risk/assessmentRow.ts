import type {
  EnvironmentTier,
  RiskAssessment,
  RiskBand,
  RiskSubject,
} from '@showcaller/backstage-plugin-showcaller-common';
import { timestamp } from '../database/timestamp';
import { sigmoid } from '@showcaller/engine/risk';
import { evaluationOf } from './subjectKey';
import type { NewAssessment } from './types';

/** A row of `risk_assessment`. SQLite gives booleans as 0 and 1. */
export interface AssessmentRow {
  id: string;
  subject_key: string;
  entity_ref: string;
  kind: RiskSubject['kind'];
  deployment_id: string | null;
  repository: string;
  sha: string;
  previous_sha: string | null;
  environment: string | null;
  tier: EnvironmentTier | null;
  url: string | null;
  title: string | null;
  /** Before calibration. */
  margin: number | null;
  /** After calibration. */
  log_odds: number | null;
  interval_low: number | null;
  interval_high: number | null;
  band: RiskBand;
  unknown_reason: string | null;
  base_margin: number;
  unknown_contribution: number | null;
  signals: string;
  commit_count: number;
  riskiest_commit: string | null;
  model: string;
  model_hash: string;
  features_hash: string;
  inputs_hash: string;
  awaits_facts: boolean | number;
  occurred_at: string;
  scored_at: string;
  backfill: boolean | number;
  current: boolean | number;
}

export function toAssessmentRow(scored: NewAssessment): AssessmentRow {
  const { assessment } = scored;
  const { subject } = assessment;
  const deployment = subject.kind === 'deployment' ? subject : undefined;
  const target = subject.kind === 'change' ? undefined : subject;
  return {
    id: assessment.id,
    subject_key: scored.subjectKey,
    entity_ref: assessment.entityRef,
    kind: subject.kind,
    deployment_id: deployment?.deploymentId ?? null,
    repository: subject.repository,
    sha: subject.sha,
    previous_sha: target?.previousSha ?? null,
    environment: target?.environment ?? null,
    tier: target?.tier ?? null,
    url: subject.url ?? null,
    title: (subject.kind === 'change' ? subject.title : undefined) ?? null,
    margin: assessment.margin ?? null,
    log_odds: scored.logOdds ?? null,
    interval_low: assessment.interval?.low ?? null,
    interval_high: assessment.interval?.high ?? null,
    band: assessment.band,
    unknown_reason: assessment.unknownReason ?? null,
    base_margin: assessment.baseMargin,
    unknown_contribution: assessment.unknownContribution ?? null,
    signals: JSON.stringify(assessment.signals),
    commit_count: assessment.commitCount,
    riskiest_commit: assessment.riskiestCommit
      ? JSON.stringify(assessment.riskiestCommit)
      : null,
    model: JSON.stringify(assessment.model),
    model_hash: assessment.model.hash,
    features_hash: scored.featuresHash,
    inputs_hash: scored.inputsHash,
    awaits_facts: scored.awaitsFacts,
    occurred_at: timestamp(assessment.occurredAt),
    scored_at: timestamp(assessment.scoredAt),
    backfill: assessment.backfill,
    current: true,
  };
}

function toSubject(row: AssessmentRow): RiskSubject {
  const { repository, sha } = row;
  const url = row.url ?? undefined;
  if (row.kind === 'change') {
    return {
      kind: 'change',
      repository,
      sha,
      url,
      title: row.title ?? undefined,
    };
  }
  const target = {
    repository,
    sha,
    previousSha: row.previous_sha ?? undefined,
    environment: row.environment ?? '',
    tier: row.tier ?? ('production' as const),
    url,
  };
  return row.kind === 'candidate'
    ? {
        kind: 'candidate',
        evaluationId: evaluationOf(row.subject_key),
        ...target,
      }
    : {
        kind: 'deployment',
        deploymentId: row.deployment_id ?? row.subject_key,
        ...target,
      };
}

export function toAssessment(row: AssessmentRow): RiskAssessment {
  const { log_odds: logOdds, interval_low: low, interval_high: high } = row;
  return {
    id: row.id,
    entityRef: row.entity_ref,
    subject: toSubject(row),
    margin: row.margin ?? undefined,
    probability: logOdds === null ? undefined : sigmoid(logOdds),
    interval: low === null || high === null ? undefined : { low, high },
    band: row.band,
    unknownReason: row.unknown_reason ?? undefined,
    baseMargin: row.base_margin,
    unknownContribution: row.unknown_contribution ?? undefined,
    signals: JSON.parse(row.signals),
    commitCount: row.commit_count,
    riskiestCommit: row.riskiest_commit
      ? JSON.parse(row.riskiest_commit)
      : undefined,
    model: JSON.parse(row.model),
    occurredAt: row.occurred_at,
    scoredAt: row.scored_at,
    backfill: Boolean(row.backfill),
  };
}
