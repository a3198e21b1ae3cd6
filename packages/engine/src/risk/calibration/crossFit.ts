import type { TimeSplit } from '../evaluation/walkForward';

/** Margins of rows by models that had not seen them nor anything later. @public */
export interface CrossFitted {
  /** Indices of the rows that got a margin, in the order of the splits. */
  rows: Int32Array;
  /** Log-odds, one per entry of `rows`. */
  margins: Float64Array;
}

/**
 * Out-of-fold margins to fit a calibrator on, so that the final model can be fitted on all rows: a model's margins on its own training
 * rows are too sure of themselves. Folds go forward in time (`walkForward`), so the first part of the rows gets no margin.
 *
 * @param options - `splits`: what to learn from and to predict, e.g. by `walkForward`; `fit`: trains on rows, undefined
 * where they are not enough (one class only), which leaves the fold out; `evaluate`: the model's log-odds of rows.
 * @throws RangeError when `evaluate` does not give one finite margin per row, and whatever the callbacks throw.
 * @public
 */
export function crossFit<Model>(options: {
  splits: readonly TimeSplit[];
  fit: (train: Int32Array) => Model | undefined;
  evaluate: (model: Model, rows: Int32Array) => ArrayLike<number>;
}): CrossFitted {
  const { splits, fit, evaluate } = options;
  const rows: number[] = [];
  const margins: number[] = [];
  for (const { train, test } of splits) {
    const model = fit(train);
    if (model === undefined) {
      continue;
    }
    const given = Array.from(evaluate(model, test));
    if (given.length !== test.length || !given.every(Number.isFinite)) {
      throw new RangeError(
        `${test.length} rows need as many finite margins, got ${
          given.length
        }: ${given.find(margin => !Number.isFinite(margin))}`,
      );
    }
    for (const [index, row] of test.entries()) {
      rows.push(row);
      margins.push(given[index]);
    }
  }
  return { rows: Int32Array.from(rows), margins: Float64Array.from(margins) };
}
