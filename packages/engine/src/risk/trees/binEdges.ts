/** The float32 number between `low` and `high`, or `low` itself: what `low` passes and `high` does not. */
function between(low: number, high: number): number {
  const middle = Math.fround(low / 2 + high / 2);
  return middle >= low && middle < high ? middle : low;
}

/**
 * Where the values of one feature are cut into ranges, as ascending float32 numbers: range `b` holds the values that are
 * at most `edges[b]` and above `edges[b - 1]`; the last range is open.
 *
 * 1. sort the known values and count the distinct ones;
 * 2. no more of them than `maxBins`: one range each, cut halfway;
 * 3. else walk up: close a range when it holds its share of the rows that are left, so that a value held by many rows
 *    gets a range of its own and the others share the rest evenly;
 * 4. an edge lies halfway between the neighbours it parts, rounded to float32, and never reaches the upper one.
 *
 * @internal
 */
export function binEdges(values: Float32Array, maxBins: number): Float32Array {
  const sorted = values.filter(value => !Number.isNaN(value)).sort();
  const distinct: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    // -0 and 0 are one value.
    if (distinct.length && value === distinct[distinct.length - 1]) {
      counts[counts.length - 1] += 1;
    } else {
      distinct.push(value);
      counts.push(1);
    }
  }
  const edges: number[] = [];
  let rowsLeft = sorted.length;
  let inRange = 0;
  for (let i = 0; i + 1 < distinct.length; i++) {
    inRange += counts[i];
    const rangesLeft = maxBins - edges.length;
    const valuesLeft = distinct.length - 1 - i;
    const share = rowsLeft / rangesLeft;
    const closes =
      valuesLeft < rangesLeft ||
      (rangesLeft > 1 &&
        (inRange >= share || inRange + counts[i + 1] / 2 > share));
    if (closes && rangesLeft > 1) {
      edges.push(between(distinct[i], distinct[i + 1]));
      rowsLeft -= inRange;
      inRange = 0;
    }
  }
  return Float32Array.from(edges);
}
