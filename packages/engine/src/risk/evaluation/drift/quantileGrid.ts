/** Values at evenly spaced shares of a sorted list, both ends included. @internal */
export function quantileGrid(options: {
  sorted: Float64Array;
  points: number;
}): number[] {
  const { sorted, points } = options;
  return Array.from({ length: points }, (_, i) => {
    const at = (i * (sorted.length - 1)) / (points - 1);
    const below = Math.floor(at);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
  });
}

/** Share of the distribution below a value, or up to and with it; linear between the points of the grid. */
function shareUpTo(options: {
  grid: readonly number[];
  value: number;
  inclusive: boolean;
}): number {
  const { grid, value, inclusive } = options;
  let from = 0;
  let to = grid.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (grid[middle] < value || (inclusive && grid[middle] === value)) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  if (from === 0 || from === grid.length) {
    return from === 0 ? 0 : 1;
  }
  const [low, high] = [grid[from - 1], grid[from]];
  return (from - 1 + (value - low) / (high - low)) / (grid.length - 1);
}

/**
 * Kolmogorov and Smirnov's distance of values from a distribution that is known by its quantiles: the largest difference of
 * the two cumulative shares, 0-1, exact to one step of the grid. A size, not a test: with many rows every difference is
 * significant.
 *
 * @internal
 */
export function distanceFromGrid(options: {
  grid: readonly number[];
  values: Float64Array;
}): number {
  const sorted = options.values.slice().sort();
  let distance = 0;
  let start = 0;
  for (let end = 1; end <= sorted.length; end++) {
    if (end < sorted.length && sorted[end] === sorted[start]) {
      continue;
    }
    const value = sorted[start];
    const below = shareUpTo({ grid: options.grid, value, inclusive: false });
    const at = shareUpTo({ grid: options.grid, value, inclusive: true });
    distance = Math.max(
      distance,
      Math.abs(below - start / sorted.length),
      Math.abs(at - end / sorted.length),
    );
    start = end;
  }
  return distance;
}
