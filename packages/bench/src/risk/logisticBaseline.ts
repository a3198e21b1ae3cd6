import {
  evaluateLinear,
  trainLogistic,
  type RiskFeature,
} from '@showcaller/engine/risk';
import type { JitRows } from './readJit';

/** Strength of the penalty; the baseline is not tuned. */
const L2 = 1;
/** A column that is never negative and reaches further than this is a count or an amount: its logarithm is taken. */
const LARGEST_SHARE = 10;

interface Column {
  index: number;
  feature: RiskFeature;
}

/** Columns of which at least two values are known, with the transform that suits them. */
function columnsOf(rows: Float32Array, features: string[]): Column[] {
  return features.flatMap((name, index) => {
    let [least, most] = [Infinity, -Infinity];
    for (let at = index; at < rows.length; at += features.length) {
      const value = rows[at];
      if (!Number.isNaN(value)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    return least < most
      ? [
          {
            index,
            feature: {
              name,
              label: name,
              group: 'size' as const,
              unit: '',
              description: '',
              minimum: -Number.MAX_VALUE,
              transform:
                least >= 0 && most > LARGEST_SHARE ? 'log1p' : 'identity',
            },
          },
        ]
      : [];
  });
}

/** Later values below what was seen stand at the least seen, where a logarithm could not be taken. */
function take(
  rows: Float32Array,
  width: number,
  columns: Column[],
): Float64Array {
  const count = rows.length / width;
  const taken = new Float64Array(count * columns.length);
  for (let row = 0; row < count; row++) {
    for (const [i, { index, feature }] of columns.entries()) {
      const value = rows[row * width + index];
      taken[row * columns.length + i] =
        feature.transform === 'log1p' && value < 0 ? 0 : value;
    }
  }
  return taken;
}

/**
 * Log-odds of some rows by regularised logistic regression on the same columns; undefined when there is nothing to learn
 * from.
 */
export function logisticBaseline(options: {
  train: JitRows;
  features: string[];
  rows: Float32Array;
}): Float64Array | undefined {
  const { train, features, rows } = options;
  const columns = columnsOf(train.rows, features);
  if (columns.length === 0) {
    return undefined;
  }
  const model = trainLogistic({
    rows: take(train.rows, features.length, columns),
    labels: train.labels,
    features: columns.map(({ feature }) => feature),
    l2: L2,
  });
  const values = take(rows, features.length, columns);
  const width = columns.length;
  return Float64Array.from(
    { length: rows.length / features.length },
    (_, row) =>
      evaluateLinear(model, values.subarray(row * width, (row + 1) * width))
        .margin,
  );
}
