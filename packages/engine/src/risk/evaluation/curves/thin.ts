/** Points that a curve keeps at most: what a chart can show. @internal */
export const MAX_POINTS = 200;

/**
 * At most 200 points of a curve: both ends, and between them those that are about equally far apart along the curve
 * (|Δx| + |Δy|), so that steep and flat parts keep their shape.
 *
 * @internal
 */
export function thin<T>(options: {
  points: readonly T[];
  x: (point: T) => number;
  y: (point: T) => number;
}): T[] {
  const { points, x, y } = options;
  if (points.length <= MAX_POINTS) {
    return [...points];
  }
  const along = new Float64Array(points.length);
  for (let i = 1; i < points.length; i++) {
    along[i] =
      along[i - 1] +
      Math.abs(x(points[i]) - x(points[i - 1])) +
      Math.abs(y(points[i]) - y(points[i - 1]));
  }
  const step = along[points.length - 1] / (MAX_POINTS - 1);
  const kept: T[] = [];
  for (let i = 0; i < points.length - 1; i++) {
    // The k-th point kept is the first that is k steps along: never more than MAX_POINTS - 1 before the last.
    if (along[i] >= kept.length * step && kept.length < MAX_POINTS - 1) {
      kept.push(points[i]);
    }
  }
  kept.push(points[points.length - 1]);
  return kept;
}
