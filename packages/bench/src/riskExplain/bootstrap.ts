import { seededRandom } from '../pipeline/seededRandom';
import type { JitRows } from '../risk/readJit';

/** As many places of rows, drawn with replacement and left in the order of time. */
export function drawSample(count: number, seed: number): Int32Array {
  const random = seededRandom(seed);
  return Int32Array.from({ length: count }, () =>
    Math.floor(random() * count),
  ).sort();
}

/** The rows at some places. */
export function takeRows(
  { rows, labels }: JitRows,
  places: Int32Array,
): JitRows {
  const width = rows.length / labels.length;
  const taken: JitRows = {
    rows: new Float32Array(places.length * width),
    labels: new Uint8Array(places.length),
  };
  for (const [row, source] of places.entries()) {
    taken.labels[row] = labels[source];
    taken.rows.set(
      rows.subarray(source * width, (source + 1) * width),
      row * width,
    );
  }
  return taken;
}
