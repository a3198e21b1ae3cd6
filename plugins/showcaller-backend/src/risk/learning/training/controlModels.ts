import {
  evaluateLinear,
  riskFeatures,
  type RiskFeature,
  trainLogistic,
} from '@showcaller/engine/risk';
import { type DatedRows, ROW_WIDTH } from '../rows/DatedRows';

/** Strong enough for some hundred rows; the controls are not tuned. */
const L2 = 10;

/** The simple models that every other one must beat. */
export type ControlName = 'logistic' | 'linesAdded';

/** Gives log-odds for rows of the whole schema. */
export type Predictor = (rows: Float32Array) => Float64Array;

export const controlNames: readonly ControlName[] = ['logistic', 'linesAdded'];

const wants: Record<ControlName, (feature: RiskFeature) => boolean> = {
  logistic: () => true,
  linesAdded: ({ name }) => name === 'la',
};

/**
 * Regularised logistic regression: `logistic` on every feature that varies, `linesAdded` on the number of lines added alone.
 *
 * @returns undefined where there is nothing to fit: no feature that varies, or one class only
 */
export function fitControl(
  name: ControlName,
  training: DatedRows,
): Predictor | undefined {
  return fitLogistic(training, wants[name]);
}

/** Something for each control that has it. */
export function overControls<T>(
  of: (name: ControlName) => T | undefined,
): Partial<Record<ControlName, T>> {
  const found: Partial<Record<ControlName, T>> = {};
  for (const name of controlNames) {
    const value = of(name);
    if (value !== undefined) {
      found[name] = value;
    }
  }
  return found;
}

function fitLogistic(
  training: DatedRows,
  wanted: (feature: RiskFeature) => boolean,
): Predictor | undefined {
  const columns = riskFeatures.flatMap((feature, column) =>
    wanted(feature) && varies(training.rows, column) ? [column] : [],
  );
  const classes = new Set(training.labels);
  if (columns.length === 0 || classes.size < 2) {
    return undefined;
  }
  const model = trainLogistic({
    rows: Float64Array.from(takeColumns(training.rows, columns)),
    labels: training.labels,
    features: columns.map(column => riskFeatures[column]),
    l2: L2,
  });
  return rows => {
    const values = takeColumns(rows, columns);
    return Float64Array.from(
      { length: rows.length / ROW_WIDTH },
      (_, row) =>
        evaluateLinear(
          model,
          values.subarray(row * columns.length, (row + 1) * columns.length),
        ).margin,
    );
  };
}

/** A feature of which one value is known at most tells nothing. */
function varies(rows: Float32Array, column: number): boolean {
  let seen = NaN;
  for (let at = column; at < rows.length; at += ROW_WIDTH) {
    if (!Number.isNaN(rows[at])) {
      if (!Number.isNaN(seen) && rows[at] !== seen) {
        return true;
      }
      seen = rows[at];
    }
  }
  return false;
}

function takeColumns(rows: Float32Array, columns: number[]): Float32Array {
  const count = rows.length / ROW_WIDTH;
  const taken = new Float32Array(count * columns.length);
  for (let row = 0; row < count; row++) {
    for (const [index, column] of columns.entries()) {
      taken[row * columns.length + index] = rows[row * ROW_WIDTH + column];
    }
  }
  return taken;
}
