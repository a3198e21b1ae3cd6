import {
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
  /** The ladder: prior, prior with Platt, corrected prior. */
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
  const { rung } = ladderState({ labels, positives: count(local.labels) });
  return {
    labels,
    ladder: measure(
      rung === 'prior'
        ? prior
        : correctPrior({
            ...local,
            prior,
            seed,
            withCorrection: rung !== 'calibrated',
          }),
    ),
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
