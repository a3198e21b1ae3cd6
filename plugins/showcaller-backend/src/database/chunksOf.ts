/**
 * Cuts rows into pieces that one statement can hold: SQLite takes 500 terms in a compound select, which is how several
 * rows are inserted, and about 32 thousand variables; PostgreSQL takes 65 thousand.
 */
export function* chunksOf<T>(
  rows: readonly T[],
  size: number = 250,
): Generator<T[]> {
  for (let start = 0; start < rows.length; start += size) {
    yield rows.slice(start, start + size);
  }
}
