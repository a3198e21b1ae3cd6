import type { Knex } from 'knex';
import { ulid } from 'ulid';
import { chunksOf } from '../../../database/chunksOf';
import { timestamp } from '../../../database/timestamp';
import { sha256 } from '../../../database/sha256';
import type { AssessmentRow } from '../../assessmentRow';
import type { LabelReader, MaturedLabel } from '../../labels/types';
import type { DatedRows } from '../rows/DatedRows';
import { signalsOf } from './syntheticModel';

/** Stores rows as deployments that were scored when they happened. */
export async function storeAssessments(options: {
  knex: Knex;
  rows: DatedRows;
  modelHash: string;
  logOdds?: ArrayLike<number>;
}): Promise<void> {
  const { knex, rows, modelHash } = options;
  const logOdds = options.logOdds ?? new Float64Array(rows.ids.length);
  const assessments = rows.ids.map((id, row): AssessmentRow => {
    const time = timestamp(rows.times[row]);
    return {
      id: ulid(rows.times[row]),
      subject_key: id,
      entity_ref: rows.subjects[row],
      kind: 'deployment',
      deployment_id: id,
      repository: 'shop/web',
      sha: sha256(id),
      previous_sha: null,
      environment: 'production',
      tier: 'production',
      url: null,
      title: null,
      margin: logOdds[row],
      log_odds: logOdds[row],
      interval_low: null,
      interval_high: null,
      band: 'low',
      unknown_reason: null,
      base_margin: 0,
      unknown_contribution: null,
      signals: JSON.stringify(signalsOf(rows, row)),
      commit_count: 1,
      riskiest_commit: null,
      model: '{}',
      model_hash: modelHash,
      features_hash: sha256(id),
      inputs_hash: sha256(id),
      awaits_facts: false,
      occurred_at: time,
      scored_at: time,
      backfill: false,
      current: true,
    };
  });
  for (const chunk of chunksOf(assessments, 100)) {
    await knex<AssessmentRow>('risk_assessment').insert(chunk);
  }
}

/** Labels of rows, as if the room of labels had judged them. */
export function labelsOf(
  rows: DatedRows,
  changes: Partial<LabelReader> = {},
): LabelReader {
  const labels = rows.ids.map(
    (deploymentId, row): MaturedLabel => ({
      deploymentId,
      entityRef: rows.subjects[row],
      occurredAt: timestamp(rows.times[row]),
      label: rows.labels[row] === 1 ? 1 : 0,
      maturedAt: timestamp(rows.maturedAt[row]),
    }),
  );
  return {
    listMatured: async ({ before } = {}) =>
      labels.filter(
        ({ occurredAt }) => !before || new Date(occurredAt) < before,
      ),
    countMatured: async () => ({
      labels: labels.length,
      positives: labels.filter(({ label }) => label === 1).length,
      maturing: 3,
      reasons: [],
      maturityDays: 7,
    }),
    outcomesOf: async () => new Map(),
    listChangeLabels: async () => [],
    countChangeLabels: async () => ({ labels: 0, positives: 0 }),
    ...changes,
  };
}
