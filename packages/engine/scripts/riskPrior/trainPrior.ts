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

/** All parts one after another, each weighing the same whatever its size, with the part that each row belongs to. */
export function pooled(parts: readonly LabelledPart[]) {
  const total = parts.reduce((sum, { labels }) => sum + labels.length, 0);
  const rows = new Float32Array(total * kameiFeatures.length);
  const labels = new Uint8Array(total);
  const weights = new Float64Array(total);
  const groups = new Uint16Array(total);
  let at = 0;
  for (const [group, part] of parts.entries()) {
    const end = at + part.labels.length;
    rows.set(part.rows, at * kameiFeatures.length);
    labels.set(part.labels, at);
    weights.fill(total / parts.length / part.labels.length, at, end);
    groups.fill(group, at, end);
    at = end;
  }
  return { rows, labels, weights, groups };
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
  const later = pooled(parts.map(part => slice(part, FIT_SHARE, 1)));
  const margins = evaluateTrees(first, later.rows);
  return {
    trees: train(parts),
    calibrator: fitPlatt({ labels: later.labels, margins }),
    vennAbers: fitVennAbers({ labels: later.labels, margins }),
  };
}
