import {
  localBoostParameters,
  riskFeatures,
  sigmoid,
  trainTrees,
} from '@showcaller/engine/risk';
import { type DatedRows, ROW_WIDTH } from '../rows/DatedRows';
import type { PriorModel } from '../training/recipes';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Mulberry32: the same seed gives the same numbers. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const column = (name: string) =>
  riskFeatures.findIndex(feature => feature.name === name);

/**
 * Deployments whose risk rises with their size, as everywhere, and, where `flaky` is true, with the number of flaky tests,
 * as only here. The last one happened ten days before `until`; they are `everyHours` apart.
 */
export function syntheticRows(options: {
  seed: number;
  count: number;
  /** Log-odds of a deployment of 20 lines. */
  intercept?: number;
  flaky?: boolean;
  until?: string;
  everyHours?: number;
}): DatedRows {
  const { seed, count, intercept = -2, flaky = true, everyHours = 1 } = options;
  const random = seeded(seed);
  const last =
    Date.parse(options.until ?? '2026-11-20T00:00:00Z') - 10 * DAY_MS;
  const rows = new Float32Array(count * ROW_WIDTH).fill(NaN);
  const labels = new Uint8Array(count);
  const times = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const lines = Math.round(Math.exp(random() * 7));
    const flakyTests = Math.floor(random() * 6);
    const at = row * ROW_WIDTH;
    rows[at + column('la')] = lines;
    rows[at + column('nf')] = 1 + Math.floor(lines / 60);
    rows[at + column('ld')] = Math.floor(lines * random());
    rows[at + column('flaky')] = random() < 0.1 ? NaN : flakyTests;
    const margin =
      intercept +
      0.9 * (Math.log1p(lines) - Math.log1p(20)) +
      (flaky ? 0.8 * (flakyTests - 2) : 0);
    labels[row] = random() < sigmoid(margin) ? 1 : 0;
    times[row] = last - (count - 1 - row) * everyHours * HOUR_MS;
  }
  const ids = Array.from(
    { length: count },
    (_, row) => `shop/web#deployment-${row}`,
  );
  return {
    rows,
    labels,
    times,
    maturedAt: times.map(time => time + 7 * DAY_MS),
    ids,
    subjects: ids.map((_, row) => `component:default/service-${row % 4}`),
  };
}

/** A prior that knows size alone, learned where twice as much fails. */
export function syntheticPrior(
  of: Parameters<typeof syntheticRows>[0] = {
    seed: 1,
    count: 3000,
    intercept: -1,
    flaky: false,
  },
): PriorModel {
  const { rows, labels } = syntheticRows(of);
  const { ensemble } = trainTrees({
    rows,
    labels,
    featureCount: ROW_WIDTH,
    parameters: { ...localBoostParameters, rounds: 60 },
    seed: 1,
  });
  return { trees: ensemble, calibrator: { kind: 'none' } };
}
