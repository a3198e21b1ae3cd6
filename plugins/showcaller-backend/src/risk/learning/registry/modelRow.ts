import type {
  ModelRung,
  ModelStatus,
  RiskModelVersion,
} from '@showcaller/backstage-plugin-showcaller-common';
import { timestamp } from '../../../database/timestamp';
import type { NewModel } from '../types';

/** A row of `risk_model`. */
export interface ModelRow {
  hash: string;
  id: string;
  version: string;
  rung: ModelRung;
  status: ModelStatus;
  parent: string | null;
  origin: RiskModelVersion['origin'];
  file: string;
  onnx: Uint8Array;
  schema_hash: string;
  label_source: 'deployments' | 'changes' | null;
  training_from: string | null;
  training_to: string | null;
  training_rows: number;
  training_positives: number;
  metrics: string | null;
  controls: string | null;
  status_reason: string | null;
  status_changed_at: string;
  status_changed_by: string;
  served_from: string | null;
  created_at: string;
  created_by: string;
}

/** Everything but the model itself, which is large. */
export const versionColumns = [
  'hash',
  'id',
  'version',
  'rung',
  'status',
  'parent',
  'origin',
  'schema_hash',
  'label_source',
  'training_from',
  'training_to',
  'training_rows',
  'training_positives',
  'metrics',
  'controls',
  'status_reason',
  'status_changed_at',
  'status_changed_by',
  'served_from',
  'created_at',
  'created_by',
] as const satisfies ReadonlyArray<keyof ModelRow>;

export type VersionRow = Pick<ModelRow, (typeof versionColumns)[number]>;

export function toModelRow(entry: {
  model: NewModel;
  status: ModelStatus;
  reason: string;
  by: string;
  at: Date;
}): ModelRow {
  const { model, status, reason, by } = entry;
  const at = timestamp(entry.at);
  const { trainingWindow, metrics, controls } = model;
  return {
    hash: model.hash,
    id: model.id,
    version: model.version,
    rung: model.rung,
    status,
    parent: model.parent ?? null,
    origin: model.origin,
    file: model.file,
    onnx: model.onnx,
    schema_hash: model.schemaHash,
    label_source: model.labelSource ?? null,
    training_from: trainingWindow?.from ?? null,
    training_to: trainingWindow?.to ?? null,
    training_rows: model.trainingRows,
    training_positives: model.trainingPositives,
    metrics: metrics ? JSON.stringify(metrics) : null,
    controls: controls ? JSON.stringify(controls) : null,
    status_reason: reason,
    status_changed_at: at,
    status_changed_by: by,
    served_from: status === 'champion' ? at : null,
    created_at: at,
    created_by: by,
  };
}

export function toVersion(row: VersionRow): RiskModelVersion {
  const { training_from: from, training_to: to } = row;
  return {
    hash: row.hash,
    id: row.id,
    version: row.version,
    rung: row.rung,
    status: row.status,
    parent: row.parent ?? undefined,
    origin: row.origin,
    createdAt: row.created_at,
    trainingWindow: from === null || to === null ? undefined : { from, to },
    trainingRows: row.training_rows,
    trainingPositives: row.training_positives,
    labelSource: row.label_source ?? undefined,
    metrics: row.metrics === null ? undefined : JSON.parse(row.metrics),
    controls: row.controls === null ? undefined : JSON.parse(row.controls),
    statusReason: row.status_reason ?? undefined,
    statusChangedAt: row.status_changed_at,
    statusChangedBy: row.status_changed_by,
  };
}
