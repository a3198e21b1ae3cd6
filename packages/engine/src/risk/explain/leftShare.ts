import type { TreeEnsemble } from '../trees/treeEnsemble';

/**
 * Share of the training rows at a split that go left, by cover; half where no training row came by.
 *
 * @internal
 */
export function leftShare(
  { left, right, cover }: TreeEnsemble,
  node: number,
): number {
  const toLeft = cover[left[node]];
  const sum = toLeft + cover[right[node]];
  return sum > 0 ? toLeft / sum : 0.5;
}
