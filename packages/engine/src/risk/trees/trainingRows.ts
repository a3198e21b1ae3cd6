/** Rows with what became of them. @public */
export interface LabelledRows {
  /** Row-major float32 values; NaN is unknown. */
  rows: Float32Array;
  /** 0 or 1 per row. */
  labels: Uint8Array;
  /** Log-odds per row that the trees are added to, e.g. of a prior model; 0 when absent. */
  baseMargin?: ArrayLike<number>;
}

/** Rows to learn from, in the order of time. @public */
export interface TreeTrainingSet extends LabelledRows {
  featureCount: number;
  /** Positive weight per row; all 1 when absent. */
  weights?: ArrayLike<number>;
}

function checkNumbers(options: {
  name: string;
  values: ArrayLike<number> | undefined;
  count: number;
  positive: boolean;
}): void {
  const { name, values, count, positive } = options;
  if (!values) {
    return;
  }
  if (values.length !== count) {
    throw new RangeError(
      `${count} labels need ${count} numbers as ${name}, got ${values.length}`,
    );
  }
  for (let row = 0; row < count; row++) {
    if (!Number.isFinite(values[row]) || (positive && !(values[row] > 0))) {
      throw new RangeError(
        `${name} of row ${row} must be ${
          positive ? 'positive and ' : ''
        }finite, got ${values[row]}`,
      );
    }
  }
}

/** @throws RangeError that says what does not fit. @internal */
export function checkLabelledRows(
  set: LabelledRows,
  featureCount: number,
): void {
  const { rows, labels, baseMargin } = set;
  if (!Number.isInteger(featureCount) || featureCount < 1) {
    throw new RangeError(
      `featureCount must be a whole number from 1, got ${featureCount}`,
    );
  }
  if (rows.length !== labels.length * featureCount) {
    throw new RangeError(
      `${labels.length} labels of ${featureCount} features need ${
        labels.length * featureCount
      } values, got ${rows.length}`,
    );
  }
  if (labels.length === 0) {
    throw new RangeError('There are no rows to learn from');
  }
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] !== 0 && labels[row] !== 1) {
      throw new RangeError(
        `The label of row ${row} must be 0 or 1, got ${labels[row]}`,
      );
    }
  }
  for (let i = 0; i < rows.length; i++) {
    if (rows[i] === Infinity || rows[i] === -Infinity) {
      throw new RangeError(
        `Feature ${i % featureCount} of row ${Math.floor(
          i / featureCount,
        )} must be finite or NaN, got ${rows[i]}`,
      );
    }
  }
  checkNumbers({
    name: 'baseMargin',
    values: baseMargin,
    count: labels.length,
    positive: false,
  });
}

/** @throws RangeError that says what does not fit. @internal */
export function checkTrainingSet(set: TreeTrainingSet): void {
  const { labels, featureCount, weights } = set;
  checkLabelledRows(set, featureCount);
  checkNumbers({
    name: 'weights',
    values: weights,
    count: labels.length,
    positive: true,
  });
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (positives === 0 || positives === labels.length) {
    throw new RangeError(
      `Both classes are needed to learn: ${positives} of ${labels.length} rows are positive`,
    );
  }
}

/** Parts rows of a time order: the earlier ones, and the last `share` of them. @internal */
export function splitByTime(
  set: TreeTrainingSet,
  share: number,
): { earlier: TreeTrainingSet; later: LabelledRows } {
  if (!(share > 0 && share < 1)) {
    throw new RangeError(
      `The later share must lie between 0 and 1, got ${share}`,
    );
  }
  const { rows, labels, featureCount, weights, baseMargin } = set;
  const cut = Math.floor(labels.length * (1 - share));
  const part = (
    values: ArrayLike<number> | undefined,
    from: number,
    to: number,
  ) =>
    values &&
    Float64Array.from({ length: to - from }, (_, i) => values[from + i]);
  return {
    earlier: {
      featureCount,
      rows: rows.subarray(0, cut * featureCount),
      labels: labels.subarray(0, cut),
      weights: part(weights, 0, cut),
      baseMargin: part(baseMargin, 0, cut),
    },
    later: {
      rows: rows.subarray(cut * featureCount),
      labels: labels.subarray(cut),
      baseMargin: part(baseMargin, cut, labels.length),
    },
  };
}
