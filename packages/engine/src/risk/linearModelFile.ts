import type { LinearModel } from './linearModel';
import type { RiskFeature } from './riskFeatures';

/** The `format` of the files this version reads and writes. @public */
export const LINEAR_MODEL_FORMAT = 'showcaller.linear-risk-model/1';

/** How well a model ranks and estimates; `undefined` never stands for 0. @public */
export interface RiskModelMetrics {
  rocAuc: number;
  prAuc: number;
  brier: number;
  ece: number;
}

/** Measures on the later rows of one project, which the model has not seen. @public */
export interface ProjectMetrics {
  project: string;
  trainingRows: number;
  testRows: number;
  /** Share of positives in the test rows. */
  testBaseRate: number;
  /** The shipped model. */
  model: RiskModelMetrics;
  /** The same learner without this project: what an organisation sees that the model was not trained on. */
  withoutThisProject: RiskModelMetrics;
  /** The same learner with lines added as its only feature. */
  linesAddedOnly: RiskModelMetrics;
}

/** What a model was trained on. @public */
export interface RiskModelTraining {
  description: string;
  rows: number;
  /** Share of positives, each project weighing the same. */
  baseRate: number;
  l2: number;
  createdFrom: string;
}

/** The JSON card beside an ONNX model: all it takes to evaluate, explain and describe it. @public */
export interface LinearRiskModelFile extends LinearModel {
  format: typeof LINEAR_MODEL_FORMAT;
  id: string;
  version: string;
  features: RiskFeature[];
  /** SHA-256 of `canonicalFeatureSchema(features)`, hex. */
  schemaHash: string;
  /** SHA-256 of the ONNX file, hex. */
  onnxSha256: string;
  training: RiskModelTraining;
  metrics: ProjectMetrics[];
}
