import type { Differences } from './wealthOfBets';

/** Points of the histogram on each side of 0. */
const HALF = 30;
/** Closest points are about this share of the bound apart; they widen geometrically. */
const FINEST = 0.002;

/** Points of a histogram in all. @internal */
export const HISTOGRAM_POINTS = 2 * HALF + 1;

/** −bound … 0 … bound, symmetric, dense around 0, where most differences are. */
function pointsUpTo(bound: number): Float64Array {
  const steepness = Math.asinh(1 / FINEST);
  const points = new Float64Array(HISTOGRAM_POINTS);
  for (let i = 1; i <= HALF; i++) {
    const point =
      (bound * Math.sinh((steepness * i) / HALF)) / Math.sinh(steepness);
    points[HALF + i] = point;
    points[HALF - i] = -point;
  }
  return points;
}

/**
 * A histogram of bounded differences over fixed points. A difference is split over the two nearest points so that its mean is kept.
 *
 * @internal
 */
export class DifferenceHistogram {
  readonly #bound: number;
  readonly #points: Float64Array;
  readonly #weights: Float64Array;

  private constructor(bound: number, weights: Float64Array) {
    this.#bound = bound;
    this.#points = pointsUpTo(bound);
    this.#weights = weights;
  }

  static of(options: {
    bound: number;
    weights: readonly number[];
  }): DifferenceHistogram {
    return new DifferenceHistogram(
      options.bound,
      Float64Array.from(options.weights),
    );
  }

  add(difference: number): void {
    const points = this.#points;
    let above = 1;
    while (above < points.length - 1 && points[above] < difference) {
      above += 1;
    }
    const [low, high] = [points[above - 1], points[above]];
    const share = Math.min(Math.max((difference - low) / (high - low), 0), 1);
    this.#weights[above - 1] += 1 - share;
    this.#weights[above] += share;
  }

  weights(): number[] {
    return Array.from(this.#weights);
  }

  differences(): Differences {
    return { points: this.#points, weights: this.#weights, bound: this.#bound };
  }

  /** All differences with their signs changed. */
  mirrored(): Differences {
    return { ...this.differences(), weights: this.#weights.slice().reverse() };
  }
}
