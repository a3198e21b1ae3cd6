/**
 * A copy of row-major rows in which some columns are unknown (NaN).
 *
 * @param options - `rows`: rows × width values; `columns`: indices of the columns to mask.
 * @throws RangeError when the rows do not have that width, or a column is not one of theirs.
 * @public
 */
export function maskColumns(options: {
  rows: Float32Array;
  width: number;
  columns: readonly number[];
}): Float32Array {
  const { rows, width, columns } = options;
  if (!Number.isInteger(width) || width < 1 || rows.length % width !== 0) {
    throw new RangeError(`${rows.length} values are no rows of ${width}`);
  }
  const masked = rows.slice();
  for (const column of columns) {
    if (!Number.isInteger(column) || column < 0 || column >= width) {
      throw new RangeError(`There is no column ${column} in ${width}`);
    }
    for (let at = column; at < rows.length; at += width) {
      masked[at] = NaN;
    }
  }
  return masked;
}
