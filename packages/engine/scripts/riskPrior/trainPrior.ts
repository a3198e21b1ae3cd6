import {
  evaluateTrees,
  fitPlatt,
  fitVennAbers,
  kameiFeatures,
  trainPriorTrees,
  type Calibrator,
  type TreeEnsemble,
  type VennAbersTable,
} from '../../src/risk';
import { slice, type LabelledPart } from './readProjects';

export const SEED = 1;
/** Share of each training part that a model is fitted on whose margins for the rest calibrate the final one. */
const FIT_SHARE = 0.7;

export interface TrainedPrior {
  trees: TreeEnsemble;
  calibrator: Calibrator;
  vennAbers: VennAbersTable;
}

/** All parts one after another. */
export function joined(parts: readonly LabelledPart[]): LabelledPart {
  return {
    rows: Float32Array.from(parts.flatMap(({ rows }) => Array.from(rows))),
    labels: Uint8Array.from(parts.flatMap(({ labels }) => Array.from(labels))),
  };
}

function train(parts: readonly LabelledPart[]): TreeEnsemble {
  return trainPriorTrees({
    projects: parts,
    featureCount: kameiFeatures.length,
    seed: SEED,
  }).ensemble;
}

/**
 * The prior of some projects' training parts: trees of all their rows; calibration and the table of how sure from later rows
 * that a first model, of the same recipe, did not see.
 */
export function trainPrior(parts: readonly LabelledPart[]): TrainedPrior {
  const first = train(parts.map(part => slice(part, 0, FIT_SHARE)));
  const later = joined(parts.map(part => slice(part, FIT_SHARE, 1)));
  const margins = evaluateTrees(first, later.rows);
  return {
    trees: train(parts),
    calibrator: fitPlatt({ labels: later.labels, margins }),
    vennAbers: fitVennAbers({ labels: later.labels, margins }),
  };
}
