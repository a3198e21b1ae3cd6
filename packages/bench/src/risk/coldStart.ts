import {
  chooseChampion,
  correctPrior,
  evaluateTrees,
  ladderState,
  trainPriorTrees,
  trainRiskTrees,
  type TreeEnsemble,
} from '@showcaller/engine/risk';
import { hasBothClasses } from './hasBothClasses';
import {
  measureRanking,
  noRanking,
  type RankingFigures,
} from './measureRanking';
import type { JitProject, JitRows } from './readJit';

/** Local labels that a new organisation has. */
export const LOCAL_LABELS = [0, 50, 100, 200, 500, 1000, 2000];

/** Figures of the later rows with so many local labels. */
export interface ColdStartFigures {
  labels: number;
  /** The ladder: prior, prior with Platt, corrected prior where it is better. */
  ladder: RankingFigures;
  localOnly: RankingFigures;
  priorPlatt: RankingFigures;
}

const count = (labels: Uint8Array) => labels.reduce((sum, y) => sum + y, 0);

/** The shipped kind of model, made of all changes of other projects; undefined when these teach nothing. */
export function trainPrior(
  projects: JitProject[],
  seed: number,
): TreeEnsemble | undefined {
  const usable = projects
    .map(({ train, test }) => wholeOf([train, test]))
    .filter(({ labels }) => hasBothClasses(labels));
  return usable.length > 0
    ? trainPriorTrees({
        projects: usable,
        featureCount: projects[0].features.length,
        seed,
      }).ensemble
    : undefined;
}

function wholeOf(parts: JitRows[]): JitRows {
  return {
    rows: Float32Array.from(parts.flatMap(({ rows }) => Array.from(rows))),
    labels: Uint8Array.from(parts.flatMap(({ labels }) => Array.from(labels))),
  };
}

/** The first `labels` rows of the training part as all that is known; measured on the test part. */
export function measureColdStart(options: {
  project: JitProject;
  prior: TreeEnsemble;
  labels: number;
  seed: number;
}): ColdStartFigures {
  const { project, prior, labels, seed } = options;
  const { train, test, features } = project;
  const width = features.length;
  const local = {
    rows: train.rows.subarray(0, labels * width),
    labels: train.labels.subarray(0, labels),
  };
  const teaches = hasBothClasses(local.labels);
  const measure = (trees: TreeEnsemble) =>
    measureRanking(test.labels, evaluateTrees(trees, test.rows));
  return {
    labels,
    ladder: measure(climb({ ...local, width, prior, seed })),
    localOnly: teaches
      ? measure(
          trainRiskTrees({ ...local, featureCount: width, seed }).ensemble,
        )
      : noRanking,
    priorPlatt: teaches
      ? measure(correctPrior({ ...local, prior, seed, withCorrection: false }))
      : noRanking,
  };
}

/** Share of the local rows, the newest, on which the corrected prior must be better than the calibrated one. */
const DECIDING_SHARE = 0.2;

/**
 * What would serve: the prior, the prior with Platt from 50 labels on, and from 500 on the corrected prior, where it predicts
 * the newest local rows better by more than noise. Then all local rows are fitted.
 */
function climb(options: {
  rows: Float32Array;
  labels: Uint8Array;
  width: number;
  prior: TreeEnsemble;
  seed: number;
}): TreeEnsemble {
  const { rows, labels, width, prior, seed } = options;
  const { rung } = ladderState({
    labels: labels.length,
    positives: count(labels),
  });
  if (rung === 'prior') {
    return prior;
  }
  const cut = Math.floor(labels.length * (1 - DECIDING_SHARE));
  const fit = (until: number, withCorrection: boolean) =>
    correctPrior({
      rows: rows.subarray(0, until * width),
      labels: labels.subarray(0, until),
      prior,
      seed,
      withCorrection,
    });
  const later = rows.subarray(cut * width);
  const predict = (trees: TreeEnsemble) =>
    evaluateTrees(trees, later).map(margin => 1 / (1 + Math.exp(-margin)));
  const corrected =
    rung !== 'calibrated' &&
    hasBothClasses(labels.subarray(0, cut)) &&
    chooseChampion({
      labels: labels.subarray(cut),
      champion: predict(fit(cut, false)),
      challenger: predict(fit(cut, true)),
    }).winner === 'challenger';
  return fit(labels.length, corrected);
}
