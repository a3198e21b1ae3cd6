import { canonicalJson } from '../../canonicalJson';
import type { Calibrator, VennAbersTable } from '../calibration';
import type { DriftReference } from '../evaluation';
import type { RiskFeature } from '../features/riskFeature';
import type { TreeEnsemble } from '../trees/treeEnsemble';

/** The `format` of the model files that this version reads and writes. @public */
export const RISK_MODEL_FORMAT = 'showcaller-risk-model/2';

/** Hex SHA-256 in lower case of bytes, or of a text as UTF-8: handed in, because the engine has no cryptography. @public */
export type Sha256 = (content: string | Uint8Array) => string;

/** How far a model is fitted to the organisation: not at all, calibrated, corrected, or grown on its own deployments. @public */
export const modelRungs = ['prior', 'calibrated', 'boosted', 'local'] as const;

/** @public */
export const modelOrigins = ['shipped', 'trained', 'registered'] as const;

/** Measures on labelled rows that training did not see; absent ones could not be measured. @public */
export interface ModelMeasures {
  rows: number;
  positives: number;
  rocAuc?: number;
  prAuc?: number;
  brier?: number;
  logLoss?: number;
  /** Expected calibration error over ten bins. */
  ece?: number;
  /** Share (0-1) of all failures among the 10 % of rows with the highest risk. */
  captureTop10?: number;
}

/** A model on some rows, and other models on the same rows. @public */
export interface ModelMeasurement {
  /** Which rows: a project, `later slice` … */
  on: string;
  model: ModelMeasures;
  /** By name: `linesAdded`, `logistic`, `withoutThisProject` … */
  controls: Record<string, ModelMeasures>;
}

/** What a model was trained on, and how. @public */
export interface ModelTraining {
  /** In words. */
  description: string;
  /** What made it, e.g. the name of the training script. */
  createdFrom: string;
  labelSource: 'deployments' | 'changes';
  /** Times of the oldest and newest row (RFC 3339), where rows have times. */
  window?: { from: string; to: string };
  rows: number;
  positives: number;
  /** Share of positives (0-1), weighed as training did. */
  baseRate: number;
  /** Labelled rows of the organisation that it was calibrated or trained on; absent for the shipped prior. */
  local?: {
    rows: number;
    positives: number;
    labelSource: 'deployments' | 'changes';
  };
  seed: number;
  /** Parameters of the learner by name. */
  parameters: Record<string, number | string | boolean>;
}

/** Rows of the model's features, row-major, with what the model answers to them. @public */
export interface ParityRows {
  /** The first so many are training rows, which also stand in for what is unknown; the others lie on thresholds. */
  fromTraining: number;
  /** float32 values, NaN where unknown. */
  rows: Float32Array;
  /** Log-odds before calibration. */
  margins: Float64Array;
  /** Calibrated, 0-1. */
  probabilities: Float64Array;
}

/** What a feature must be for the model; the schema of this version has its words. @public */
export type ModelFeature = Pick<
  RiskFeature,
  'name' | 'unit' | 'transform' | 'minimum'
>;

/**
 * The JSON file beside an ONNX file: all it takes to evaluate, calibrate, explain, check and describe a model.
 *
 * @public
 */
export interface RiskModelFile {
  format: typeof RISK_MODEL_FORMAT;
  id: string;
  version: string;
  rung: (typeof modelRungs)[number];
  origin: (typeof modelOrigins)[number];
  /** Hash of the model that it was built on. */
  parent?: string;
  /** The columns of its input, in order: all or some of the schema's features. */
  features: ModelFeature[];
  /** SHA-256 of `canonicalFeatureSchema` of these features, hex. */
  schemaHash: string;
  /** SHA-256 of the ONNX file, hex. */
  onnxSha256: string;
  /** The same trees as in the ONNX file; absent for a foreign model, which has no TypeScript form and no explanations. */
  trees?: TreeEnsemble;
  calibrator: Calibrator;
  /** How sure; absent where there were no rows to fit it on. */
  vennAbers?: VennAbersTable;
  /** What the training data looked like, to measure drift against. */
  driftReference?: DriftReference;
  /** Checked whenever the model is loaded. */
  parity: ParityRows;
  training: ModelTraining;
  metrics: ModelMeasurement[];
}

/**
 * The hash that names a model: of its ONNX file, calibrator, Venn-Abers table and schema together, so that two models with
 * the same graph but another table beside it are two models.
 *
 * @public
 */
export function modelHash(
  file: Pick<
    RiskModelFile,
    'onnxSha256' | 'calibrator' | 'vennAbers' | 'schemaHash'
  >,
  sha256: Sha256,
): string {
  const { onnxSha256, calibrator, vennAbers, schemaHash } = file;
  return sha256(
    canonicalJson({ onnxSha256, calibrator, vennAbers, schemaHash }),
  );
}
