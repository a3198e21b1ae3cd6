import {
  createRiskModelFile,
  fitVennAbers,
  riskFeatures,
  type RiskFeatureName,
  type TreeEnsemble,
  type WrittenRiskModel,
} from '@showcaller/engine/risk';
import { sha256 } from '../../database/sha256';
import { LoadedRiskModel } from '../model/LoadedRiskModel';
import { modelCard } from '../model/modelCard';
import { ServingModel } from '../model/ServingModel';
import { TreeEvaluator } from '../model/TreeEvaluator';

const WIDTH = riskFeatures.length;

const column = (name: RiskFeatureName) =>
  riskFeatures.findIndex(feature => feature.name === name);

/** Trees of one split each, whose leaves weigh the same: at most `upTo` is `below`, more is `above`, unknown is nothing. */
function stumps(
  splits: Array<{ feature: RiskFeatureName; upTo: number; step: number }>,
): TreeEnsemble {
  const nodes = splits.flatMap(({ feature, upTo, step }, index) => [
    { feature: column(feature), upTo, left: 3 * index + 1, value: 0, cover: 2 },
    { feature: -1, upTo: 0, left: 0, value: -step, cover: 1 },
    { feature: -1, upTo: 0, left: 0, value: step, cover: 1 },
  ]);
  return {
    featureCount: WIDTH,
    baseMargin: 0,
    starts: Int32Array.from({ length: splits.length + 1 }, (_, i) => 3 * i),
    feature: Int16Array.from(nodes, node => node.feature),
    threshold: Float32Array.from(nodes, node => node.upTo),
    missingLeft: new Uint8Array(nodes.length),
    left: Int32Array.from(nodes, node => node.left),
    right: Int32Array.from(nodes, ({ left }) => (left ? left + 1 : 0)),
    value: Float32Array.from(nodes, node => node.value),
    cover: Float64Array.from(nodes, node => node.cover),
  };
}

/** More lines and more files mean more risk: 20 lines in 2 files are just below even odds, unknown ones count as many. */
const trees = stumps([
  { feature: 'la', upTo: 20, step: 0.5 },
  { feature: 'la', upTo: 100, step: 1 },
  { feature: 'la', upTo: 400, step: 1 },
  { feature: 'nf', upTo: 2, step: 0.25 },
  { feature: 'flaky', upTo: 1, step: 0.5 },
]);

/** A model that is invented for tests; what matters to one is passed in. */
export function exampleModelFile(
  changes: Partial<Parameters<typeof createRiskModelFile>[0]> = {},
): WrittenRiskModel {
  const trainingRows = Float32Array.from(
    { length: 50 * WIDTH },
    (_, index) => (Math.floor(index / WIDTH) % 10) * 50,
  );
  return createRiskModelFile({
    id: 'example',
    version: '1.0.0',
    rung: 'prior',
    origin: 'shipped',
    features: riskFeatures,
    trees,
    calibrator: { kind: 'platt', slope: 1.5, intercept: 0.1 },
    vennAbers: fitVennAbers({
      labels: Array.from({ length: 60 }, (_, row) =>
        row % 4 < (row > 30 ? 2 : 1) ? 1 : 0,
      ),
      margins: Array.from({ length: 60 }, (_, row) => (row - 30) / 10),
    }),
    trainingRows,
    training: {
      description: 'invented for tests',
      createdFrom: 'exampleModel.ts',
      labelSource: 'changes',
      rows: 100,
      positives: 20,
      baseRate: 0.2,
      seed: 1,
      parameters: {},
    },
    metrics: [],
    sha256,
    ...changes,
  });
}

/** The model of {@link exampleModelFile}, loaded without the native runtime. */
export function exampleRiskModel(
  changes?: Parameters<typeof exampleModelFile>[0],
): LoadedRiskModel {
  const { file, text, onnx } = exampleModelFile(changes);
  return LoadedRiskModel.create({
    card: modelCard(file, { runtime: 'typescript', parity: undefined }),
    files: { file, text, onnx },
    evaluator: TreeEvaluator.create(file.trees ?? trees),
  });
}

/** The same, serving. */
export function exampleModel(
  changes?: Parameters<typeof exampleModelFile>[0],
): ServingModel {
  return ServingModel.create(exampleRiskModel(changes));
}
