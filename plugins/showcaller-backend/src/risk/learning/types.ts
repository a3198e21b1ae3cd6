import type {
  ModelMetrics,
  ModelRung,
  RiskModelVersion,
} from '@showcaller/backstage-plugin-showcaller-common';

/** Who did what the schedule did. */
export const SCHEDULE = 'showcaller';

/** A model on its way into the registry. */
export interface NewModel {
  /** SHA-256 that names the model. */
  hash: string;
  id: string;
  version: string;
  rung: ModelRung;
  origin: RiskModelVersion['origin'];
  parent?: string;
  /** The model file, JSON. */
  file: string;
  onnx: Uint8Array;
  schemaHash: string;
  labelSource?: RiskModelVersion['labelSource'];
  trainingWindow?: { from: string; to: string };
  trainingRows: number;
  trainingPositives: number;
  metrics?: ModelMetrics;
  controls?: RiskModelVersion['controls'];
}
