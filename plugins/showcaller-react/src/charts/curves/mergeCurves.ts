/** A curve over 0-1, e.g. a ROC curve. @public */
export interface Curve {
  name: string;
  /** In any order; `x` and `y` are 0-1. */
  points: Array<{ x: number; y: number }>;
}

/** All curves at one x; a curve that does not reach there is absent. @public */
export interface CurveRow {
  x: number;
  /** By the index of the curve. */
  ys: Array<number | undefined>;
}

/**
 * Curves with points of their own on one common grid of `steps + 1` places, so that they can be read side by side.
 * Between points they are straight; where a curve stands upright, its highest point counts; a curve ends where its
 * points end.
 *
 * @throws RangeError when `steps` is not a positive integer
 * @public
 */
export function mergeCurves(curves: Curve[], steps: number): CurveRow[] {
  if (!Number.isSafeInteger(steps) || steps < 1) {
    throw new RangeError(`steps must be a positive integer, got ${steps}`);
  }
  const sorted = curves.map(({ points }) =>
    points
      .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))
      .sort((a, b) => a.x - b.x || a.y - b.y),
  );
  return Array.from({ length: steps + 1 }, (_, index) => {
    const x = index / steps;
    return { x, ys: sorted.map(points => valueAt(points, x)) };
  });
}

/** Grid places and points that differ only by rounding are the same place. */
const SAME = 1e-9;

function valueAt(
  points: Array<{ x: number; y: number }>,
  x: number,
): number | undefined {
  const after = points.findIndex(point => point.x > x + SAME);
  const before = after < 0 ? points.at(-1) : points[after - 1];
  if (!before) {
    return undefined;
  }
  if (Math.abs(before.x - x) <= SAME) {
    return before.y;
  }
  if (after < 0) {
    return undefined;
  }
  const next = points[after];
  const share = (x - before.x) / (next.x - before.x);
  return before.y + share * (next.y - before.y);
}
