import { Cholesky } from './cholesky';
import { curvatureOf, lossOf, type LogisticProblem } from './logisticLoss';

const MAX_ITERATIONS = 100;
const MAX_HALVINGS = 40;
/** Squared Newton decrement per row at which the optimum is reached. */
const TOLERANCE = 1e-14;

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

/**
 * The parameters of least penalised loss by Newton's method with halved steps, and their sandwich covariance.
 *
 * @throws Error when it does not converge.
 * @internal
 */
export function minimiseLogistic(problem: LogisticProblem): {
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
