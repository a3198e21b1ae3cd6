/** Neighbouring values that isotonic regression gives the same mean. @internal */
export interface IsotonicBlock {
  /** Index of the first value. */
  first: number;
  /** Index of the last value. */
  last: number;
  mean: number;
}

/**
 * Isotonic regression of means with weights by the pool-adjacent-violators algorithm (Ayer et al. 1955): walk from left
 * to right; while the block before is not lower, merge with it. Linear in the number of values.
 *
 * @param sums - Sum of the outcomes of each value; @param weights - positive, their number.
 * @internal
 */
export function poolAdjacentViolators(
  sums: ArrayLike<number>,
  weights: ArrayLike<number>,
): IsotonicBlock[] {
  const blocks: Array<IsotonicBlock & { sum: number; weight: number }> = [];
  for (let index = 0; index < sums.length; index++) {
    let [first, sum, weight] = [index, sums[index], weights[index]];
    let before = blocks[blocks.length - 1];
    while (before && before.sum * weight >= sum * before.weight) {
      first = before.first;
      sum += before.sum;
      weight += before.weight;
      blocks.pop();
      before = blocks[blocks.length - 1];
    }
    blocks.push({ first, last: index, sum, weight, mean: sum / weight });
  }
  return blocks.map(({ first, last, mean }) => ({ first, last, mean }));
}
