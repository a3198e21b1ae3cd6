/** What a node's rows say together, and between which values its leaf must stay. @internal */
export interface NodeSums {
  gradient: number;
  hessian: number;
  lower: number;
  upper: number;
}

/** The step that lowers the loss most, −G / (H + l2), held between the bounds that monotone features set. @internal */
export function leafValue(node: NodeSums, l2: number): number {
  const { gradient, hessian, lower, upper } = node;
  const best = hessian + l2 > 0 ? -gradient / (hessian + l2) : 0;
  return Math.min(Math.max(best, lower), upper);
}

/** How much a leaf of this value lowers the summed loss, by its second-order expansion. @internal */
export function lossReduction(
  { gradient, hessian }: Pick<NodeSums, 'gradient' | 'hessian'>,
  value: number,
  l2: number,
): number {
  return -(gradient * value + ((hessian + l2) / 2) * value * value);
}
