import { binEdges } from './binEdges';

/** Rows beyond this many are sampled evenly for the edges. */
const EDGE_SAMPLE = 200_000;

/**
 * Where each feature is cut. Code `b` of feature `f` is its range `b` (see `binEdges`); the code after the last range is
 * the unknown value. A feature that is never known has no range.
 *
 * @internal
 */
export interface FeatureBins {
  edges: readonly Float32Array[];
  /** Ranges of known values per feature. */
  ranges: Int32Array;
  /** Index of the first code of each feature when all codes of all features are counted through, and their number. */
  offsets: Int32Array;
}

/** Rows as one byte per value. @internal */
export interface BinnedRows {
  bins: FeatureBins;
  count: number;
  /** One array per feature: the code of each row. */
  columns: readonly Uint8Array[];
}

function columnOf(
  rows: Float32Array,
  width: number,
  feature: number,
  step: number,
): Float32Array {
  const count = Math.ceil(rows.length / width / step);
  const column = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    column[i] = rows[i * step * width + feature];
  }
  return column;
}

/** @internal */
export function createFeatureBins(options: {
  rows: Float32Array;
  featureCount: number;
  maxBins: number;
}): FeatureBins {
  const { rows, featureCount, maxBins } = options;
  const step = Math.max(1, Math.ceil(rows.length / featureCount / EDGE_SAMPLE));
  const ranges = new Int32Array(featureCount);
  const offsets = new Int32Array(featureCount + 1);
  const edges = Array.from({ length: featureCount }, (_, feature) => {
    const column = columnOf(rows, featureCount, feature, step);
    const known = column.some(value => !Number.isNaN(value));
    const cuts = binEdges(column, maxBins);
    ranges[feature] = known ? cuts.length + 1 : 0;
    offsets[feature + 1] = offsets[feature] + ranges[feature] + 1;
    return cuts;
  });
  return { edges, ranges, offsets };
}

/** A feature with no range was never known in the sample that the edges come from: it stays unknown throughout. */
function codeColumn(options: {
  rows: Float32Array;
  width: number;
  feature: number;
  edges: Float32Array;
  ranges: number;
}): Uint8Array {
  const { rows, width, feature, edges, ranges } = options;
  const codes = new Uint8Array(rows.length / width);
  for (let row = 0; row < codes.length; row++) {
    const value = rows[row * width + feature];
    if (Number.isNaN(value) || ranges === 0) {
      codes[row] = ranges;
      continue;
    }
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (value <= edges[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    codes[row] = low;
  }
  return codes;
}

/** @internal */
export function binRows(rows: Float32Array, bins: FeatureBins): BinnedRows {
  const width = bins.edges.length;
  return {
    bins,
    count: rows.length / width,
    columns: bins.edges.map((edges, feature) =>
      codeColumn({ rows, width, feature, edges, ranges: bins.ranges[feature] }),
    ),
  };
}
