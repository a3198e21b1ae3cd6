/**
 * What a row could be if its unknown values were known: one row per reference row, with the unknown values taken from it
 * together, so that they fit to each other. What a reference does not know either stays unknown; references that add
 * nothing are left out.
 *
 * The references' values are taken whatever the known values of the row are: where signals go together, the spread comes
 * out too wide rather than too narrow.
 *
 * @param options - `reference`: row-major rows of the same width.
 * @throws RangeError when the reference is no whole number of rows.
 * @public
 */
export function completedRows(options: {
  row: Float32Array;
  reference: Float32Array;
}): Float32Array {
  const { row, reference } = options;
  const width = row.length;
  const count = reference.length / width;
  if (!Number.isInteger(count)) {
    throw new RangeError(
      `The row has ${width} values, the reference rows ${reference.length}`,
    );
  }
  const completed: number[] = [];
  for (let index = 0; index < count; index++) {
    const candidate = row.map((value, column) =>
      Number.isNaN(value) ? reference[index * width + column] : value,
    );
    if (candidate.some((value, column) => !Object.is(value, row[column]))) {
      completed.push(...candidate);
    }
  }
  return Float32Array.from(completed);
}
