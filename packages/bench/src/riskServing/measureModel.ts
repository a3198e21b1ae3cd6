import type { RiskModel } from '@showcaller/backstage-plugin-showcaller-backend/risk-model';
import { LeafSpace, riskFeatures } from '@showcaller/engine/risk';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { percentile } from './percentile';

const WIDTH = riskFeatures.length;
const CONCURRENCY = 16;
const SINGLE = 5000;
const EXPLAINED = 1000;
const SEARCHES = 20;
const STORED = 20_000;

export interface ServingFigures {
  /** All rows in one call. */
  batchMs: number;
  /** Longest time that the event loop was held up meanwhile. */
  batchBlockedMs: number;
  /** One row at a time, 16 at once, with a batch running beside. */
  singleP50Ms: number;
  singleP99Ms: number;
  /** One explanation with its interval, nothing beside. */
  explainP50Ms: number;
  explainP99Ms: number;
  /** The 20 nearest of 20,000 rows; the whole search holds the loop up. */
  nearestP50Ms: number;
  nearestP99Ms: number;
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Times what the risk room asks of a model. `rows`: of the whole schema, at least some thousand. */
export async function measureModel(
  model: RiskModel,
  rows: Float32Array,
): Promise<ServingFigures> {
  const count = rows.length / WIDTH;
  const rowOf = (index: number) =>
    rows.slice((index % count) * WIDTH, ((index % count) + 1) * WIDTH);
  await model.evaluate(rows.subarray(0, 2000 * WIDTH));
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const batchMs = await timed(() => model.evaluate(rows));
  loop.disable();
  const single = await measureSingle(model, { rows, rowOf });
  const explain: number[] = [];
  for (let index = 0; index < EXPLAINED; index++) {
    explain.push(await timed(() => model.explain(rowOf(index))));
  }
  const nearest = await measureNearest(model, rowOf);
  return {
    batchMs,
    batchBlockedMs: loop.max / 1e6,
    singleP50Ms: percentile(single, 0.5),
    singleP99Ms: percentile(single, 0.99),
    explainP50Ms: percentile(explain, 0.5),
    explainP99Ms: percentile(explain, 0.99),
    nearestP50Ms: percentile(nearest, 0.5),
    nearestP99Ms: percentile(nearest, 0.99),
  };
}

/** Latencies of single scores while batches run beside. */
async function measureSingle(
  model: RiskModel,
  data: { rows: Float32Array; rowOf: (index: number) => Float32Array },
): Promise<number[]> {
  const latencies: number[] = [];
  let next = 0;
  const batches = (async () => {
    while (latencies.length < SINGLE) {
      await model.evaluate(data.rows);
    }
  })();
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (next < SINGLE) {
        const row = data.rowOf(next++);
        latencies.push(await timed(() => model.evaluate(row)));
      }
    }),
  );
  await batches;
  return latencies;
}

async function measureNearest(
  model: RiskModel,
  rowOf: (index: number) => Float32Array,
): Promise<number[]> {
  const { trees } = model.files.file;
  const searches: number[] = [];
  if (!trees) {
    return [NaN];
  }
  const space = LeafSpace.create({ trees });
  for (let index = 0; index < STORED; index++) {
    const leaves = model.leaves(rowOf(index));
    if (leaves) {
      space.add(leaves);
    }
  }
  for (let index = 0; index < SEARCHES; index++) {
    const leaves = model.leaves(rowOf(STORED + index));
    if (leaves) {
      searches.push(await timed(() => space.nearest({ leaves, count: 20 })));
    }
  }
  return searches;
}
