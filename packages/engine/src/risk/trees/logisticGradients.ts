import type { Gradients } from './histogram';

/** A hessian is never 0, so that a leaf of certain rows still has a finite value. */
const LEAST_HESSIAN = 1e-16;

/**
 * First and second derivative of the weighted log loss −w (y log p + (1 − y) log(1 − p)) by the margin, p = sigmoid of
 * the margin: w (p − y) and w p (1 − p).
 *
 * @returns the weighted mean of the loss, in nats.
 * @internal
 */
export function logisticGradients(options: {
  margins: Float64Array;
  labels: Uint8Array;
  weights: Float64Array | undefined;
  into: Gradients;
}): number {
  const { margins, labels, weights, into } = options;
  const { gradient, hessian } = into;
  let loss = 0;
  let total = 0;
  for (let row = 0; row < margins.length; row++) {
    const weight = weights ? weights[row] : 1;
    const margin = margins[row];
    const odds = Math.exp(-Math.abs(margin));
    const smaller = odds / (1 + odds);
    const p = margin >= 0 ? 1 - smaller : smaller;
    gradient[row] = weight * (p - labels[row]);
    hessian[row] = Math.max(weight * smaller * (1 - smaller), LEAST_HESSIAN);
    // The loss is log(1 + e^-m) of the margin towards the label.
    const against = labels[row] === 1 ? -margin : margin;
    loss += weight * (Math.max(against, 0) + Math.log1p(odds));
    total += weight;
  }
  return loss / total;
}

/** The mean log loss, in nats. @internal */
export function meanLogLoss(margins: Float64Array, labels: Uint8Array): number {
  let loss = 0;
  for (let row = 0; row < margins.length; row++) {
    const against = labels[row] === 1 ? -margins[row] : margins[row];
    loss += Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
  }
  return loss / margins.length;
}
