import { driftLevel, type DriftLevel } from './driftLevel';
import {
  checkDriftRows,
  columnOf,
  type DriftReference,
} from './driftReference';
import { populationStability } from './populationStability';
import { distanceFromGrid } from './quantileGrid';

/** @public */
export interface FeatureDrift {
  name: string;
  /** Population stability index; undefined without rows. */
  psi: number | undefined;
  /** What chance alone stays below with so few rows. */
  noise: number | undefined;
  level: DriftLevel;
  /** Share of rows where the feature was unknown in training, 0-1. */
  missingThen: number;
  /** Share of rows where it is unknown now; undefined without rows. */
  missingNow: number | undefined;
}

/** @public */
export interface Drift {
  /** Rows that were compared with the training rows. */
  rows: number;
  /** In the order of the columns. */
  features: FeatureDrift[];
  /** Of the margin. */
  score: {
    psi: number | undefined;
    noise: number | undefined;
    /** Kolmogorov and Smirnov's distance, 0-1. */
    ks: number | undefined;
    level: DriftLevel;
  };
}

/**
 * How far recent rows are from the training rows: the population stability index per feature, unknown values counting as
 * a bin, and of the margin; levels at 0.1 (watch) and 0.25 (act) unless chance explains it.
 *
 * @param options - `reference`: of the model; `rows`: row-major with the reference's columns, NaN = unknown; `margins`: the
 * model's log-odds per row.
 * @throws RangeError for shapes that do not fit the reference, or margins that are not finite.
 * @public
 */
export function measureDrift(options: {
  reference: DriftReference;
  rows: ArrayLike<number>;
  margins: ArrayLike<number>;
}): Drift {
  const { reference, rows } = options;
  const names = reference.features.map(({ name }) => name);
  checkDriftRows({ ...options, names });
  const margins = Float64Array.from(options.margins);
  const compare = (
    distribution: (typeof reference.features)[number] | typeof reference.score,
    values: Float64Array,
  ) => {
    const stability = populationStability({
      reference: distribution,
      referenceRows: reference.rows,
      values,
    });
    return {
      psi: stability?.psi,
      noise: stability?.noise,
      level: stability ? driftLevel(stability) : ('stable' as const),
    };
  };
  return {
    rows: margins.length,
    features: reference.features.map((feature, column) => {
      const values = columnOf(rows, names.length, column);
      const unknown = values.reduce((n, x) => n + Number(Number.isNaN(x)), 0);
      return {
        name: feature.name,
        ...compare(feature, values),
        missingThen: feature.shares[feature.shares.length - 1],
        missingNow: values.length > 0 ? unknown / values.length : undefined,
      };
    }),
    score: {
      ...compare(reference.score, margins),
      ks:
        margins.length > 0
          ? distanceFromGrid({
              grid: reference.score.quantiles,
              values: margins,
            })
          : undefined,
    },
  };
}
