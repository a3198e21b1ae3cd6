import type {
  ModelRung,
  TrainingRun,
  TrainingRunStatus,
} from '@showcaller/backstage-plugin-showcaller-common';

/** A row of `risk_training_run`. SQLite gives booleans as 0 and 1. */
export interface RunRow {
  id: string;
  status: TrainingRunStatus;
  trigger: TrainingRun['trigger'];
  requested_by: string | null;
  rung: ModelRung;
  label_source: 'deployments' | 'changes';
  stage: string;
  progress: number;
  eta_seconds: number | null;
  queued_at: string;
  started_at: string | null;
  finished_at: string | null;
  rows: number | null;
  positives: number | null;
  model_hash: string | null;
  outcome: string | null;
  attempts: number;
  cancel_requested: boolean | number;
  leased_by: string | null;
  leased_until: string | null;
  open: 'open' | null;
}

export function toRun(row: RunRow): TrainingRun {
  return {
    id: row.id,
    status: row.status,
    trigger: row.trigger,
    requestedBy: row.requested_by ?? undefined,
    rung: row.rung,
    labelSource: row.label_source,
    stage: row.stage,
    progress: row.progress,
    etaSeconds: row.eta_seconds ?? undefined,
    queuedAt: row.queued_at,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    rows: row.rows ?? undefined,
    positives: row.positives ?? undefined,
    modelHash: row.model_hash ?? undefined,
    outcome: row.outcome ?? undefined,
  };
}
