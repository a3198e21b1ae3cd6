import type { LinearModel } from './linearModel';
import { minimiseLogistic } from './minimiseLogistic';
import { standardise } from './standardise';
import { checkTrainingSet, type LogisticTrainingSet } from './trainingSet';

/** @public */
export interface LogisticTrainingOptions extends LogisticTrainingSet {
  /** Strength of `l2 / 2 · Σ coefficient²` against the summed log loss, above 0; intercepts are not penalised. */
  l2: number;
}

/** @public */
export interface TrainedLogistic extends LinearModel {
  /** The intercept of each group; the model's own is their mean, weighted as the rows are. */
  groupIntercepts: readonly number[];
}

/** One indicator column per group, then the standardised features. */
function designOf(
  values: Float64Array,
  groups: ArrayLike<number>,
  groupCount: number,
): Float64Array {
  const count = groups.length;
  const width = values.length / count;
  const size = groupCount + width;
  const design = new Float64Array(count * size);
  for (let row = 0; row < count; row++) {
    design[row * size + groups[row]] = 1;
    design.set(
      values.subarray(row * width, (row + 1) * width),
      row * size + groupCount,
    );
  }
  return design;
}

/** The covariance when the group intercepts are replaced by their weighted mean. */
function withMeanIntercept(
  covariance: Float64Array,
  groupShares: readonly number[],
): number[] {
  const groupCount = groupShares.length;
  const size = Math.sqrt(covariance.length);
  // Each new parameter as weights over the old ones.
  const parameters = [
    groupShares.map((share, index) => ({ index, share })),
    ...Array.from({ length: size - groupCount }, (_, i) => [
      { index: groupCount + i, share: 1 },
    ]),
  ];
  return parameters.flatMap(left =>
    parameters.map(right => {
      let sum = 0;
      for (const a of left) {
        for (const b of right) {
          sum += a.share * b.share * covariance[a.index * size + b.index];
        }
      }
      return sum;
    }),
  );
}

/**
 * L2-regularised logistic regression by Newton's method (iteratively reweighted least squares):
 *
 * 1. transform the features, standardise them by weighted mean and deviation, put unknown values at the mean;
 * 2. start at zero; solve `Hessian · step = gradient` by Cholesky;
 * 3. halve the step until the penalised log loss does not rise; repeat until the Newton decrement vanishes;
 * 4. the parameters' covariance is the sandwich `H⁻¹ (Σ gᵢgᵢᵀ) H⁻¹` (Huber-White), which holds for weighted rows;
 * 5. the model's intercept is the weighted mean of the group intercepts.
 *
 * Hosmer & Lemeshow, Applied Logistic Regression; Boyd & Vandenberghe, Convex Optimization, 9.5.
 *
 * @throws RangeError for shapes that do not fit, labels other than 0 and 1, a group with one class only, values that are
 * negative or infinite, a feature without a known value, or an l2 that is not above 0.
 * @throws Error when it does not converge.
 * @public
 */
export function trainLogistic(
  options: LogisticTrainingOptions,
): TrainedLogistic {
  const { rows, labels, features, l2 } = options;
  if (!(l2 > 0) || l2 === Infinity) {
    throw new RangeError(
      `l2 must be above 0 (without it separable classes have no solution) and finite, got ${l2}`,
    );
  }
  const { weights, groups, groupShares } = checkTrainingSet(options);
  const { values, means, scales } = standardise({ rows, weights, features });
  const groupCount = groupShares.length;

  const { theta, covariance } = minimiseLogistic({
    design: designOf(values, groups, groupCount),
    size: groupCount + features.length,
    labels,
    weights,
    l2,
    firstPenalised: groupCount,
  });
  const groupIntercepts = [...theta.subarray(0, groupCount)];
  return {
    features,
    intercept: groupIntercepts.reduce(
      (sum, intercept, group) => sum + groupShares[group] * intercept,
      0,
    ),
    groupIntercepts,
    coefficients: [...theta.subarray(groupCount)],
    means,
    scales,
    imputation: [...means],
    covariance: withMeanIntercept(covariance, groupShares),
  };
}
