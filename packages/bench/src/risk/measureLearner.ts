import { performance } from 'node:perf_hooks';
import {
  defaultRiskTreesSettings,
  evaluateTrees,
  rocAuc,
  trainRiskTrees,
  TreeExplainer,
  type TreeEnsemble,
} from '@showcaller/engine/risk';
import { hasBothClasses } from './hasBothClasses';
import { aucOfLinesAdded } from './linesAdded';
import { logisticBaseline } from './logisticBaseline';
import {
  measureRanking,
  noRanking,
  type RankingFigures,
} from './measureRanking';
import type { JitProject } from './readJit';

/** Explanations that are timed. */
const EXPLAINED_ROWS = 500;
/** Explanations before the clock starts. */
const WARM_UP_ROWS = 100;

export interface RiskFigures extends RankingFigures {
  auc_lines_added: number | undefined;
  auc_logistic: number | undefined;
  /** Seconds of the training, on one core. */
  fit_s: number | undefined;
  /** Microseconds per row of the test part. */
  predict_us: number | undefined;
  /** Milliseconds per explanation. */
  shap_ms: number | undefined;
}

const seconds = <T>(work: () => T): { result: T; took: number } => {
  const start = performance.now();
  const result = work();
  return { result, took: (performance.now() - start) / 1000 };
};

/** What the product trains, on the first part of a project; undefined with one class only. */
export function trainOn(
  { train, features }: JitProject,
  options: { seed: number; monotone?: readonly string[] },
): TreeEnsemble | undefined {
  if (!hasBothClasses(train.labels)) {
    return undefined;
  }
  const { monotone = [] } = options;
  return trainRiskTrees({
    ...train,
    featureCount: features.length,
    seed: options.seed,
    settings: {
      parameters: {
        ...defaultRiskTreesSettings.parameters,
        monotone: features.map(name => Number(monotone.includes(name))),
      },
    },
  }).ensemble;
}

function timeExplanations(
  trees: TreeEnsemble,
  rows: Float32Array,
): number | undefined {
  const width = trees.featureCount;
  const explainer = TreeExplainer.create(trees);
  const count = Math.min(EXPLAINED_ROWS, rows.length / width);
  const explain = (from: number, to: number) => {
    for (let row = from; row < to; row++) {
      explainer.explain(rows.subarray(row * width, (row + 1) * width));
    }
  };
  explain(0, Math.min(WARM_UP_ROWS, count));
  return count === 0
    ? undefined
    : (1000 * seconds(() => explain(0, count)).took) / count;
}

/** Trains on the first part of a project and measures on the rest. */
export function measureLearner(project: JitProject, seed: number): RiskFigures {
  const { train, test, features } = project;
  const auc_lines_added = aucOfLinesAdded(project);
  const { result: trees, took } = seconds(() => trainOn(project, { seed }));
  if (!trees) {
    return {
      ...noRanking,
      auc_lines_added,
      auc_logistic: undefined,
      fit_s: undefined,
      predict_us: undefined,
      shap_ms: undefined,
    };
  }
  evaluateTrees(trees, train.rows.subarray(0, WARM_UP_ROWS * features.length));
  const predicted = seconds(() => evaluateTrees(trees, test.rows));
  const logistic = logisticBaseline({ train, features, rows: test.rows });
  return {
    ...measureRanking(test.labels, predicted.result),
    auc_lines_added,
    auc_logistic:
      logistic && test.labels.length > 0
        ? rocAuc(test.labels, logistic)
        : undefined,
    fit_s: took,
    predict_us:
      test.labels.length > 0
        ? (1e6 * predicted.took) / test.labels.length
        : undefined,
    shap_ms: timeExplanations(trees, test.rows),
  };
}
