import { Cholesky } from './cholesky';
import type { LinearModel } from './linearModel';
import { curvatureOf, lossOf, type LogisticProblem } from './logisticLoss';
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

const MAX_ITERATIONS = 100;
const MAX_HALVINGS = 40;
/** Squared Newton decrement per row at which the optimum is reached. */
const TOLERANCE = 1e-14;

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

/** Goes along the Newton step, half as far each time until the loss does not rise. */
function descend(
  problem: LogisticProblem,
  theta: Float64Array,
  step: Float64Array,
): Float64Array {
  const from = lossOf(problem, theta);
  let candidate = theta;
  for (let halving = 0; halving < MAX_HALVINGS; halving++) {
    const share = 2 ** -halving;
    candidate = theta.map((value, i) => value - share * step[i]);
    if (lossOf(problem, candidate) <= from) {
      break;
    }
  }
  return candidate;
}

function minimise(problem: LogisticProblem): {
  theta: Float64Array;
  covariance: Float64Array;
} {
  let theta = new Float64Array(problem.size);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const { gradient, hessian, scores } = curvatureOf(problem, theta);
    const factor = Cholesky.of(hessian, problem.size);
    const step = factor.solve(gradient);
    const decrement = step.reduce((sum, x, i) => sum + x * gradient[i], 0);
    if (decrement / problem.labels.length < TOLERANCE) {
      return { theta, covariance: factor.sandwich(scores) };
    }
    theta = descend(problem, theta, step);
  }
  throw new Error(
    `Logistic regression did not converge in ${MAX_ITERATIONS} iterations: train with a greater l2`,
  );
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

  const { theta, covariance } = minimise({
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
