/*
 * Loads and serves a risk model outside of the portal: for benchmarks and for whoever wants to try a model file.
 */
export type {
  RiskEvaluation,
  RiskExplanation,
  RiskModel,
  RiskModelFiles,
} from '../types';
export { loadRiskModel } from './loadRiskModel';
export { loadTreeModel, type ModelSource } from './loadTreeModel';
export type { OnnxRuntime } from './OnnxEvaluator';
