import { riskFeatures } from '@showcaller/engine/risk';

/** Features per row. */
export const ROW_WIDTH = riskFeatures.length;

/** Labelled rows of the whole feature schema in the order of time, the form in which the thread learns from them. */
export interface DatedRows {
  /** Row-major, {@link ROW_WIDTH} values per row; NaN is unknown. */
  rows: Float32Array;
  /** 0 or 1 per row. */
  labels: Uint8Array;
  /** When each happened, in milliseconds since 1970, rising. */
  times: Float64Array;
  /** When each label is old enough to learn from, in the same unit. */
  maturedAt: Float64Array;
  /** Deployment, or repository and commit. */
  ids: string[];
  /** Entity of each; the repository of a change. */
  subjects: string[];
}

/** The rows at the given places, in that order. */
export function pickRows(
  { rows, labels, times, maturedAt, ids, subjects }: DatedRows,
  places: ArrayLike<number>,
): DatedRows {
  const list = Array.from(places);
  const picked = new Float32Array(list.length * ROW_WIDTH);
  for (const [index, place] of list.entries()) {
    picked.set(
      rows.subarray(place * ROW_WIDTH, (place + 1) * ROW_WIDTH),
      index * ROW_WIDTH,
    );
  }
  return {
    rows: picked,
    labels: Uint8Array.from(list, place => labels[place]),
    times: Float64Array.from(list, place => times[place]),
    maturedAt: Float64Array.from(list, place => maturedAt[place]),
    ids: list.map(place => ids[place]),
    subjects: list.map(place => subjects[place]),
  };
}

/** The rows from one place to before another, sharing their memory. */
export function sliceRows(
  { rows, labels, times, maturedAt, ids, subjects }: DatedRows,
  from: number,
  to: number = labels.length,
): DatedRows {
  return {
    rows: rows.subarray(from * ROW_WIDTH, to * ROW_WIDTH),
    labels: labels.subarray(from, to),
    times: times.subarray(from, to),
    maturedAt: maturedAt.subarray(from, to),
    ids: ids.slice(from, to),
    subjects: subjects.slice(from, to),
  };
}

/** Sums the labels. */
export function countPositives(labels: ArrayLike<number>): number {
  let positives = 0;
  for (let row = 0; row < labels.length; row++) {
    positives += labels[row];
  }
  return positives;
}
