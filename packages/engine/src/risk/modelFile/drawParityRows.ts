import { SeededRandom } from '../trees/SeededRandom';
import type { TreeEnsemble } from '../trees/treeEnsemble';

const PARITY_ROWS = 64;
const FROM_TRAINING = 48;
const UNKNOWN_SHARE = 0.2;
const SEED = 20261125;

/** The thresholds at which each feature is asked about. */
function thresholdsByFeature(trees: TreeEnsemble): number[][] {
  const thresholds = Array.from({ length: trees.featureCount }, () => [0]);
  for (const [node, feature] of trees.feature.entries()) {
    if (feature >= 0) {
      thresholds[feature].push(trees.threshold[node]);
    }
  }
  return thresholds;
}

/**
 * 64 rows that show a difference between evaluators: at most 48 training rows, evenly over their order; then rows whose
 * values are thresholds of the trees, where a row goes the wrong way first, a fifth of them unknown; the last row is
 * unknown throughout. The same input gives the same rows.
 *
 * @throws RangeError when the training rows are no whole number of rows.
 * @internal
 */
export function drawParityRows(
  trees: TreeEnsemble,
  trainingRows: Float32Array,
): { rows: Float32Array; fromTraining: number } {
  const width = trees.featureCount;
  const available = trainingRows.length / width;
  if (!Number.isInteger(available)) {
    throw new RangeError(
      `The model has ${width} features per row, got ${trainingRows.length} values`,
    );
  }
  const fromTraining = Math.min(FROM_TRAINING, available);
  const rows = new Float32Array(PARITY_ROWS * width).fill(NaN);
  for (let row = 0; row < fromTraining; row++) {
    const source = Math.floor((row * available) / fromTraining) * width;
    rows.set(trainingRows.subarray(source, source + width), row * width);
  }
  const thresholds = thresholdsByFeature(trees);
  const random = SeededRandom.create({ seed: SEED });
  for (let at = fromTraining * width; at < rows.length - width; at++) {
    const choices = thresholds[at % width];
    if (random.next() >= UNKNOWN_SHARE) {
      rows[at] = choices[Math.floor(random.next() * choices.length)];
    }
  }
  return { rows, fromTraining };
}
