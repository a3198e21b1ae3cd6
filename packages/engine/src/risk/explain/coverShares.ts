import type { TreeEnsemble } from '../trees/treeEnsemble';

/**
 * Shares of the training rows that go to the left and to the right child; halves where no training row came by.
 *
 * @internal
 */
export function coverShares(
  { left, right, cover }: TreeEnsemble,
  node: number,
): [number, number] {
  const [toLeft, toRight] = [cover[left[node]], cover[right[node]]];
  const sum = toLeft + toRight;
  return sum > 0 ? [toLeft / sum, toRight / sum] : [0.5, 0.5];
}
