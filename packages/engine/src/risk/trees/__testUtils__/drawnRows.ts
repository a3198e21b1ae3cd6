import { SeededRandom } from '../SeededRandom';
import type { TreeTrainingSet } from '../trainingRows';

/**
 * Rows whose log-odds rise with the first feature, fall with the square of the second, and do not depend on the others;
 * a share of all values is unknown.
 */
export function drawnRows(options: {
  count: number;
  featureCount?: number;
  seed?: number;
  unknown?: number;
}): TreeTrainingSet {
  const { count, featureCount = 4, seed = 1, unknown = 0 } = options;
  const random = SeededRandom.create({ seed });
  const rows = new Float32Array(count * featureCount);
  const labels = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const values = Array.from(
      { length: featureCount },
      () => 4 * random.next() - 2,
    );
    const margin = 2 * values[0] - (values[1] ?? 0) ** 2;
    labels[row] = random.next() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
    for (const [feature, value] of values.entries()) {
      rows[row * featureCount + feature] =
        random.next() < unknown ? NaN : value;
    }
  }
  return { rows, labels, featureCount };
}
