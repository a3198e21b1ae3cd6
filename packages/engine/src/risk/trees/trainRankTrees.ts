import { minimiseLogistic } from '../minimiseLogistic';
import { binRows, createFeatureBins } from './binnedRows';
import { EnsembleBuilder } from './EnsembleBuilder';
import { rangeTree } from './rangeTree';
import { rankScores, type RankScore } from './rankScores';
import { checkTrainingSet, type TreeTrainingSet } from './trainingRows';
import type { TreeEnsemble } from './treeEnsemble';

/** @public */
export interface RankTreesOptions extends TreeTrainingSet {
  /** Most ranges per feature, 2-255; 32 when absent. */
  ranges?: number;
  /** Strength of the penalty on the squared coefficients against the summed log loss, above 0; 10 when absent. */
  l2?: number;
  /** As in `TreeParameters`. */
  monotone?: ArrayLike<number>;
}

interface RankRegression {
  intercept: number;
  coefficients: Float64Array;
}

/** Fits the coefficients of some scores; column 0 of the design is the intercept. */
function fit(options: {
  columns: readonly RankScore[];
  codes: readonly Uint8Array[];
  set: RankTreesOptions;
  l2: number;
}): RankRegression {
  const { columns, codes, set, l2 } = options;
  const count = set.labels.length;
  const size = 1 + columns.length;
  const design = new Float64Array(count * size);
  for (let row = 0; row < count; row++) {
    design[row * size] = 1;
    for (const [i, { feature, scores }] of columns.entries()) {
      design[row * size + 1 + i] = scores[codes[feature][row]] ?? 0;
    }
  }
  const { weights } = set;
  const total = weights
    ? Array.from(weights).reduce((sum, weight) => sum + weight, 0)
    : count;
  const { theta } = minimiseLogistic({
    design,
    size,
    labels: set.labels,
    weights: Float64Array.from(
      { length: count },
      (_, row) => ((weights ? weights[row] : 1) * count) / total,
    ),
    offsets: set.baseMargin,
    l2,
    firstPenalised: 1,
  });
  return { intercept: theta[0], coefficients: theta.subarray(1) };
}

/**
 * Logistic regression on ranks, laid out as trees: steadier than boosted trees on few rows, and, unlike regression on
 * the values, without a choice of transform.
 *
 * 1. cut each feature into a few ranges that hold equally many rows;
 * 2. a range's score is its mid-rank among the known rows, standardised; an unknown value scores 0, the mean;
 * 3. fit an intercept and one coefficient per feature with an L2 penalty by Newton's method;
 * 4. a coefficient against the sign of a monotone feature is left out and the others are fitted again;
 * 5. each feature becomes one balanced tree over its ranges, with coefficient times score as leaves.
 *
 * Rank transformation in regression: Iman and Conover 1979.
 *
 * @throws RangeError for input that does not fit or has one class only.
 * @public
 */
export function trainRankTrees(options: RankTreesOptions): TreeEnsemble {
  const { rows, featureCount, weights, ranges = 32, l2 = 10 } = options;
  checkTrainingSet(options);
  if (!(l2 > 0) || l2 === Infinity) {
    throw new RangeError(`l2 must be above 0 and finite, got ${l2}`);
  }
  const bins = createFeatureBins({ rows, featureCount, maxBins: ranges });
  const binned = binRows(rows, bins);
  const { monotone } = options;
  let columns = rankScores(binned, weights);
  for (;;) {
    const { intercept, coefficients } = fit({
      columns,
      codes: binned.columns,
      set: options,
      l2,
    });
    const allowed = columns.filter(
      ({ feature }, i) => (monotone?.[feature] ?? 0) * coefficients[i] >= 0,
    );
    if (allowed.length === columns.length) {
      const builder = EnsembleBuilder.create({
        bins,
        baseMargin: Math.fround(intercept),
      });
      for (const [i, column] of columns.entries()) {
        builder.add(rangeTree(column, coefficients[i]));
      }
      return builder.build(builder.trees);
    }
    columns = allowed;
  }
}
