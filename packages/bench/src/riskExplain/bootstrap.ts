import { seededRandom } from '../pipeline/seededRandom';
import type { JitRows } from '../risk/readJit';

/** As many rows, drawn with replacement and left in the order of time. */
export function bootstrap(
  { rows, labels }: JitRows,
  options: { width: number; seed: number },
): JitRows {
  const { width, seed } = options;
  const random = seededRandom(seed);
  const drawn = Int32Array.from(labels, () =>
    Math.floor(random() * labels.length),
  ).sort();
  const sample: JitRows = {
    rows: new Float32Array(rows.length),
    labels: new Uint8Array(labels.length),
  };
  for (const [row, source] of drawn.entries()) {
    sample.labels[row] = labels[source];
    sample.rows.set(
      rows.subarray(source * width, (source + 1) * width),
      row * width,
    );
  }
  return sample;
}
