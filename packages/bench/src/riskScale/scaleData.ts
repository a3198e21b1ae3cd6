import { seededRandom } from '../pipeline/seededRandom';
import type { JitProject } from '../risk/readJit';

/** Rows to train on, and later ones to see that what was learned is worth something. */
export interface ScaleData {
  name: string;
  rows: Float32Array;
  labels: Uint8Array;
  featureCount: number;
}

const UNKNOWN_SHARE = 0.05;

/** The changes of all projects, one project after another, over all of their columns: what a project lacks is unknown. */
export function allChanges(projects: JitProject[]): ScaleData {
  const features = [...new Set(projects.flatMap(project => project.features))];
  const width = features.length;
  const parts = projects.flatMap(({ train, test, features: own }) =>
    [train, test].map(part => ({ ...part, own })),
  );
  const count = parts.reduce((sum, { labels }) => sum + labels.length, 0);
  const rows = new Float32Array(count * width).fill(NaN);
  const labels = new Uint8Array(count);
  let at = 0;
  for (const part of parts) {
    const columns = part.own.map(name => features.indexOf(name));
    for (let row = 0; row < part.labels.length; row++) {
      for (const [index, column] of columns.entries()) {
        rows[(at + row) * width + column] =
          part.rows[row * part.own.length + index];
      }
    }
    labels.set(part.labels, at);
    at += part.labels.length;
  }
  return { name: 'jit', rows, labels, featureCount: width };
}

/**
 * Drawn rows: a third of the features uniform, a third skewed like sizes, a third whole numbers; the log-odds of the label
 * depend on six of them, two by their product, and 5 % of the values are unknown.
 */
export function drawnChanges(options: {
  count: number;
  featureCount: number;
  seed: number;
}): ScaleData {
  const { count, featureCount, seed } = options;
  const random = seededRandom(seed);
  const draws = [
    () => random(),
    () => Math.exp(6 * random() - 1),
    () => Math.floor(10 * random() * random()),
  ];
  const rows = new Float32Array(count * featureCount);
  const labels = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const at = row * featureCount;
    for (let feature = 0; feature < featureCount; feature++) {
      rows[at + feature] = draws[feature % draws.length]();
    }
    const [share, size, many, otherShare, otherSize, few] = rows.subarray(at);
    const margin =
      -3.5 +
      2 * share +
      0.5 * Math.log(size) * otherShare +
      0.2 * many -
      0.3 * Number(otherSize > 20) * few;
    labels[row] = random() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
    for (let feature = 0; feature < featureCount; feature++) {
      if (random() < UNKNOWN_SHARE) {
        rows[at + feature] = NaN;
      }
    }
  }
  return { name: 'synthetic', rows, labels, featureCount };
}
