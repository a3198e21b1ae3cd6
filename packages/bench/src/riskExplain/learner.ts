import {
  defaultTreeParameters,
  trainBag,
  type TreeEnsemble,
} from '@showcaller/engine/risk';
import type { JitRows } from '../risk/readJit';

const BAGS = 3;

/** The learner whose explanations are measured. */
export function trainExplained(
  { rows, labels }: JitRows,
  options: { width: number; seed: number },
): TreeEnsemble {
  return trainBag({
    rows,
    labels,
    featureCount: options.width,
    parameters: defaultTreeParameters,
    bags: BAGS,
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
