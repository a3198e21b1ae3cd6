import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import {
  defaultTreeParameters,
  evaluateTrees,
  rocAuc,
  trainRiskTrees,
  trainTrees,
  type TreeEnsemble,
} from '@showcaller/engine/risk';
import type { ScaleFigures, ScaleTask } from './scaleMessages';

interface TrainingRows {
  rows: Float32Array;
  labels: Uint8Array;
  featureCount: number;
}

const learners: Record<
  ScaleTask['what'],
  (training: TrainingRows) => TreeEnsemble
> = {
  trees: training =>
    trainTrees({
      ...training,
      seed: 1,
      parameters: {
        ...defaultTreeParameters,
        rounds: 200,
        columnShare: 0.8,
        columnShareBySplit: 1,
      },
    }).ensemble,
  recipe: training => trainRiskTrees({ ...training, seed: 1 }).ensemble,
};

/** Trains in a process of its own, so that its memory is its own too. */
function run(task: ScaleTask): ScaleFigures {
  const { featureCount, cut } = task;
  const bytes = readFileSync(task.rows);
  const rows = new Float32Array(
    bytes.buffer,
    bytes.byteOffset,
    bytes.byteLength / Float32Array.BYTES_PER_ELEMENT,
  );
  const labels = Uint8Array.from(readFileSync(task.labels));
  const start = performance.now();
  const trees = learners[task.what]({
    rows: rows.subarray(0, cut * featureCount),
    labels: labels.subarray(0, cut),
    featureCount,
  });
  const fit_s = (performance.now() - start) / 1000;
  const rss_mb = process.resourceUsage().maxRSS / 1024;
  const margins = evaluateTrees(trees, rows.subarray(cut * featureCount));
  return {
    fit_s,
    rss_mb,
    auc: rocAuc(labels.subarray(cut), margins) ?? NaN,
  };
}

process.once('disconnect', () => process.exit());
process.once('message', (task: ScaleTask) => {
  process.send?.(run(task), () => process.disconnect());
});
