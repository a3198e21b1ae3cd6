/** A distribution in fixed bins, as plain data. @public */
export interface BinnedDistribution {
  /** Rising; bin i holds values above edge i − 1 and up to edge i, the last bin those above the last edge. */
  edges: readonly number[];
  /** Share of the rows per bin (edges + 1 of them), then the share of unknown values. They add up to 1. */
  shares: readonly number[];
}

/** Index of the bin of a value; the one after the last bin for an unknown value. @internal */
export function binOf(edges: readonly number[], value: number): number {
  if (Number.isNaN(value)) {
    return edges.length + 1;
  }
  let from = 0;
  let to = edges.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (edges[middle] < value) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from;
}

/** Rows per bin, the unknown ones last. @internal */
export function countBins(
  edges: readonly number[],
  values: Float64Array,
): Float64Array {
  const counts = new Float64Array(edges.length + 2);
  for (const value of values) {
    counts[binOf(edges, value)] += 1;
  }
  return counts;
}

/** A number just below. */
function justBelow(value: number): number {
  return value - Math.max(Math.abs(value) * Number.EPSILON, Number.MIN_VALUE);
}

/**
 * Quantile bins of values: about equally many rows each, fewer bins where values repeat. What lies beyond the values seen gets a bin
 * of its own where the outermost bin is a single value, so that a constant that moves is noticed.
 *
 * @internal
 */
export function binnedDistribution(options: {
  values: Float64Array;
  bins: number;
}): BinnedDistribution {
  const { values, bins } = options;
  const known = values.filter(value => !Number.isNaN(value)).sort();
  const edges: number[] = [];
  for (let bin = 1; bin < bins && known.length > 0; bin++) {
    const edge = known[Math.ceil((bin * known.length) / bins) - 1];
    if (edges.length === 0 || edge > edges[edges.length - 1]) {
      edges.push(edge);
    }
  }
  if (edges[0] === known[0] && known.length > 0) {
    edges.unshift(justBelow(known[0]));
  }
  return {
    edges,
    shares: Array.from(
      countBins(edges, values),
      count => count / values.length,
    ),
  };
}
