import { sigmoid } from './linearModel';

/** Minimise `Σ weight · (log(1 + e^m) − label · m) + l2 / 2 · Σ θᵢ²` over θ, where `m = offset + design · θ`. @internal */
export interface LogisticProblem {
  /** Row-major, `size` columns. */
  design: Float64Array;
  size: number;
  labels: ArrayLike<number>;
  weights: Float64Array;
  l2: number;
  /** Part of each row's margin that is given; 0 when absent. */
  offsets?: ArrayLike<number>;
  /** The parameters from this one on are penalised; the intercepts before it are not. */
  firstPenalised: number;
}

function marginOf(
  { design, size, offsets }: LogisticProblem,
  row: number,
  theta: Float64Array,
): number {
  let margin = offsets ? offsets[row] : 0;
  for (let i = 0; i < size; i++) {
    margin += design[row * size + i] * theta[i];
  }
  return margin;
}

/** The penalised log loss, without overflow. @internal */
export function lossOf(problem: LogisticProblem, theta: Float64Array): number {
  const { labels, weights, l2, firstPenalised, size } = problem;
  let loss = 0;
  for (let row = 0; row < weights.length; row++) {
    const margin = marginOf(problem, row, theta);
    loss +=
      weights[row] *
      (Math.max(margin, 0) +
        Math.log1p(Math.exp(-Math.abs(margin))) -
        labels[row] * margin);
  }
  for (let i = firstPenalised; i < size; i++) {
    loss += (l2 / 2) * theta[i] ** 2;
  }
  return loss;
}

/** First and second derivatives; matrices are row-major and symmetric. @internal */
export interface Curvature {
  gradient: Float64Array;
  hessian: Float64Array;
  /** Sum of the outer products of the rows' own gradients. */
  scores: Float64Array;
}

/** @internal */
export function curvatureOf(
  problem: LogisticProblem,
  theta: Float64Array,
): Curvature {
  const { design, labels, weights, l2, firstPenalised, size } = problem;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const scores = new Float64Array(size * size);
  for (let row = 0; row < weights.length; row++) {
    const at = row * size;
    const probability = sigmoid(marginOf(problem, row, theta));
    const residual = weights[row] * (probability - labels[row]);
    const information = weights[row] * probability * (1 - probability);
    for (let i = 0; i < size; i++) {
      gradient[i] += residual * design[at + i];
      for (let j = 0; j <= i; j++) {
        const product = design[at + i] * design[at + j];
        hessian[i * size + j] += information * product;
        scores[i * size + j] += residual * residual * product;
      }
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      hessian[j * size + i] = hessian[i * size + j];
      scores[j * size + i] = scores[i * size + j];
    }
  }
  for (let i = firstPenalised; i < size; i++) {
    gradient[i] += l2 * theta[i];
    hessian[i * size + i] += l2;
  }
  return { gradient, hessian, scores };
}
