import { Cholesky } from '../cholesky';
import { sigmoid } from '../linearModel';
import { softplus } from './softplus';

/**
 * Minimise `Σ softplus(mᵣ) − tᵣ · mᵣ + Σ penaltyᵢ / 2 · (θᵢ − centreᵢ)²` with `mᵣ = Σ columnsᵢ[r] · θᵢ`: a logistic
 * regression of a few columns, shrunk to a given point instead of to zero.
 *
 * @internal
 */
export interface LogisticCurve {
  columns: ReadonlyArray<ArrayLike<number>>;
  /** 0-1 per row. */
  targets: ArrayLike<number>;
  centre: readonly number[];
  penalty: readonly number[];
}

/** @internal */
export interface FittedCurve {
  parameters: number[];
  loss: number;
}

const MAX_ITERATIONS = 100;
const MAX_HALVINGS = 40;
/** Newton decrement per row at which the optimum is reached. */
const TOLERANCE = 1e-14;

function marginOf(
  columns: LogisticCurve['columns'],
  row: number,
  theta: number[],
): number {
  let margin = 0;
  for (let i = 0; i < theta.length; i++) {
    margin += columns[i][row] * theta[i];
  }
  return margin;
}

function lossOf(curve: LogisticCurve, theta: number[]): number {
  const { columns, targets, centre, penalty } = curve;
  let loss = 0;
  for (let row = 0; row < targets.length; row++) {
    const margin = marginOf(columns, row, theta);
    loss += softplus(margin) - targets[row] * margin;
  }
  for (let i = 0; i < theta.length; i++) {
    loss += (penalty[i] / 2) * (theta[i] - centre[i]) ** 2;
  }
  return loss;
}

function newtonStep(
  curve: LogisticCurve,
  theta: number[],
): { step: Float64Array; decrement: number } {
  const { columns, targets, centre, penalty } = curve;
  const size = theta.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  for (let row = 0; row < targets.length; row++) {
    const p = sigmoid(marginOf(columns, row, theta));
    for (let i = 0; i < size; i++) {
      gradient[i] += (p - targets[row]) * columns[i][row];
      for (let j = 0; j < size; j++) {
        hessian[i * size + j] +=
          p * (1 - p) * columns[i][row] * columns[j][row];
      }
    }
  }
  for (let i = 0; i < size; i++) {
    gradient[i] += penalty[i] * (theta[i] - centre[i]);
    hessian[i * size + i] += penalty[i];
  }
  const step = Cholesky.of(hessian, size).solve(gradient);
  return {
    step,
    decrement: step.reduce((sum, x, i) => sum + x * gradient[i], 0),
  };
}

/**
 * Newton's method; a step is halved until the loss does not rise.
 *
 * @throws RangeError when the columns do not determine the parameters.
 * @internal
 */
export function fitLogisticCurve(curve: LogisticCurve): FittedCurve {
  let parameters = [...curve.centre];
  let loss = lossOf(curve, parameters);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const { step, decrement } = newtonStep(curve, parameters);
    if (decrement <= TOLERANCE * curve.targets.length) {
      break;
    }
    const from = { parameters, loss };
    for (let halving = 0; halving < MAX_HALVINGS; halving++) {
      parameters = from.parameters.map((x, i) => x - step[i] * 2 ** -halving);
      loss = lossOf(curve, parameters);
      if (loss <= from.loss) {
        break;
      }
    }
    if (!(loss < from.loss)) {
      return from;
    }
  }
  return { parameters, loss };
}
