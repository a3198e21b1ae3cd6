/** Ranks from 1, equal values share their mean rank. */
function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, index) => index).sort(
    (a, b) => values[a] - values[b],
  );
  const ranks = new Float64Array(values.length);
  let start = 0;
  for (let end = 1; end <= order.length; end++) {
    if (end < order.length && values[order[end]] === values[order[start]]) {
      continue;
    }
    for (let i = start; i < end; i++) {
      ranks[order[i]] = (start + end + 1) / 2;
    }
    start = end;
  }
  return ranks;
}

/**
 * Spearman's rank correlation (1904), ties by mean ranks, −1 to 1.
 *
 * @returns undefined when one side does not vary.
 * @internal
 */
export function rankCorrelation(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
): number | undefined {
  const [a, b] = [ranksOf(one), ranksOf(other)];
  const mean = (a.length + 1) / 2;
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    product += (a[i] - mean) * (b[i] - mean);
    squaresA += (a[i] - mean) ** 2;
    squaresB += (b[i] - mean) ** 2;
  }
  return squaresA > 0 && squaresB > 0
    ? product / Math.sqrt(squaresA * squaresB)
    : undefined;
}
