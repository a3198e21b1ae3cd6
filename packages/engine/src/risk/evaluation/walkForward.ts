/** One step of a back-test: learn from the past, be measured on what came next. @public */
export interface TimeSplit {
  /** Indices of the rows to learn from, in the order of time. */
  train: Int32Array;
  /** Indices of the rows to be measured on, in the order of time. */
  test: Int32Array;
  /** Time of the first test row. */
  from: number;
  /** Time of the last test row. */
  to: number;
}

/**
 * Walk-forward splits with an expanding window: the newest `1 − firstShare` of the rows are cut into `folds` slices of about equal
 * size, and each is tested by a model of everything before it. Rows whose label was not yet known at a slice's start, because it
 * matures `embargo` later, are in neither part. Rows of the same time are never parted.
 *
 * @param options - `times`: one finite number per row, in any unit and order; `folds`: slices, 5 when absent; `firstShare`:
 * share of rows before the first slice, 0.5 when absent; `embargo`: the time a label takes to mature, in the unit of
 * `times`, 0 when absent.
 * @returns splits with rows on both sides, in the order of time; fewer than `folds` when the embargo or equal times leave
 * nothing to learn from or to measure.
 * @throws RangeError for times that are not finite, no folds, a share outside 0-1, or a negative embargo.
 * @public
 */
export function walkForward(options: {
  times: ArrayLike<number>;
  folds?: number;
  firstShare?: number;
  embargo?: number;
}): TimeSplit[] {
  const { times, folds = 5, firstShare = 0.5, embargo = 0 } = options;
  if (!Number.isInteger(folds) || folds < 1) {
    throw new RangeError(`At least one fold is needed, got ${folds}`);
  }
  if (!(firstShare > 0 && firstShare < 1)) {
    throw new RangeError(`firstShare must be between 0 and 1: ${firstShare}`);
  }
  if (!(embargo >= 0 && embargo < Infinity)) {
    throw new RangeError(`The embargo must be at least 0, got ${embargo}`);
  }
  const order = Int32Array.from(times, (time, row) => {
    if (!Number.isFinite(time)) {
      throw new RangeError(`The time of row ${row} is ${time}`);
    }
    return row;
  }).sort((a, b) => times[a] - times[b] || a - b);
  const n = order.length;

  // The first row of the next slice is the first whose time differs from the row before.
  const cuts = Array.from({ length: folds + 1 }, (_, fold) => {
    const share = firstShare + ((1 - firstShare) * fold) / folds;
    let cut = fold === folds ? n : Math.round(share * n);
    while (cut > 0 && cut < n && times[order[cut]] === times[order[cut - 1]]) {
      cut++;
    }
    return cut;
  });
  const splits: TimeSplit[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const test = order.subarray(cuts[fold], cuts[fold + 1]);
    if (test.length === 0) {
      continue;
    }
    const from = times[test[0]];
    let known = cuts[fold];
    while (known > 0 && times[order[known - 1]] + embargo > from) {
      known--;
    }
    if (known > 0) {
      splits.push({
        train: order.slice(0, known),
        test: test.slice(),
        from,
        to: times[test[test.length - 1]],
      });
    }
  }
  return splits;
}
