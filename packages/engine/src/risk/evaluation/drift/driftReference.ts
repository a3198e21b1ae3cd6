import {
  binnedDistribution,
  type BinnedDistribution,
} from './binnedDistribution';
import { quantileGrid } from './quantileGrid';

/** What the training data looked like: small plain data to be stored with the model. @public */
export interface DriftReference {
  /** Training rows. */
  rows: number;
  /** In the order of the columns. */
  features: ReadonlyArray<BinnedDistribution & { name: string }>;
  /** Of the margins, with their quantiles at 101 evenly spaced shares. */
  score: BinnedDistribution & { quantiles: readonly number[] };
}

const QUANTILES = 101;

/** One column of row-major rows. @internal */
export function columnOf(
  rows: ArrayLike<number>,
  width: number,
  column: number,
): Float64Array {
  return Float64Array.from(
    { length: rows.length / width },
    (_, row) => rows[row * width + column],
  );
}

/** @throws RangeError that says what does not fit. @internal */
export function checkDriftRows(options: {
  names: readonly string[];
  rows: ArrayLike<number>;
  margins: ArrayLike<number>;
}): void {
  const { names, rows, margins } = options;
  if (rows.length !== names.length * margins.length) {
    throw new RangeError(
      `${margins.length} margins of ${names.length} features need ${
        names.length * margins.length
      } values, got ${rows.length}`,
    );
  }
  for (let row = 0; row < margins.length; row++) {
    if (!Number.isFinite(margins[row])) {
      throw new RangeError(`The margin of row ${row} is ${margins[row]}`);
    }
  }
}

/**
 * The reference that later rows are compared with: per feature and for the margin ten quantile bins of the training rows.
 *
 * @param options - `names`: of the features; `rows`: row-major, NaN = unknown; `margins`: the model's log-odds per row;
 * `bins`: 10 when absent.
 * @throws RangeError for shapes that do not fit, no rows, margins that are not finite, or less than two bins.
 * @public
 */
export function driftReference(options: {
  names: readonly string[];
  rows: ArrayLike<number>;
  margins: ArrayLike<number>;
  bins?: number;
}): DriftReference {
  const { names, rows, bins = 10 } = options;
  checkDriftRows(options);
  const margins = Float64Array.from(options.margins);
  if (margins.length === 0 || !Number.isInteger(bins) || bins < 2) {
    throw new RangeError(
      `A reference needs rows and at least two bins: ${margins.length}, ${bins}`,
    );
  }
  return {
    rows: margins.length,
    features: names.map((name, column) => ({
      name,
      ...binnedDistribution({
        values: columnOf(rows, names.length, column),
        bins,
      }),
    })),
    score: {
      ...binnedDistribution({ values: margins, bins }),
      quantiles: quantileGrid({
        sorted: margins.slice().sort(),
        points: QUANTILES,
      }),
    },
  };
}
