import {
  defaultTreeParameters,
  trainBag,
  trainRiskTrees,
  type TreeEnsemble,
} from '@showcaller/engine/risk';
import type { JitRows } from '../risk/readJit';

/** The learner that risk models are trained with, as it is by default. */
export function trainExplained(
  { rows, labels }: JitRows,
  options: { width: number; seed: number },
): TreeEnsemble {
  return trainRiskTrees({
    rows,
    labels,
    featureCount: options.width,
    seed: options.seed,
  }).ensemble;
}

/** Small trees, few enough for the definition of Shapley values to be worked out. */
export function trainSmall(
  { rows, labels }: JitRows,
  options: { width: number; seed: number },
): TreeEnsemble {
  return trainBag({
    rows,
    labels,
    featureCount: options.width,
    parameters: { ...defaultTreeParameters, rounds: 6, maxDepth: 4 },
    bags: 1,
    seed: options.seed,
  }).ensemble;
}
