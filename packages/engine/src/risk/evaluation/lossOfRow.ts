/** Negative log likelihood of one label in nats; probabilities are held 1e-15 away from 0 and 1. @internal */
export function lossOfRow(label: number, probability: number): number {
  const p = Math.min(Math.max(probability, 1e-15), 1 - 1e-15);
  return label === 1 ? -Math.log(p) : -Math.log1p(-p);
}
