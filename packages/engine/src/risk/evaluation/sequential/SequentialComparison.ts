import { lossOfRow } from '../lossOfRow';
import { logWealth, type Differences } from './wealthOfBets';

/** @public */
export type ComparisonVerdict =
  | 'challenger better'
  | 'champion better'
  | 'not yet';

/** @public */
export interface ComparisonOptions {
  /** Probability of a false verdict, ever: 0.05 when absent. */
  alpha?: number;
  /** Probabilities are held inside floor to 1 − floor, which bounds the loss: 0.01 when absent. */
  floor?: number;
}

/** A comparison as plain data, to be stored and restored. @public */
export interface ComparisonState {
  alpha: number;
  floor: number;
  /** Rows seen. */
  n: number;
  /** Sum of the differences of log loss, champion minus challenger. */
  sum: number;
  /** The differences as a histogram over fixed points. */
  weights: readonly number[];
  verdict: ComparisonVerdict;
  /** Rows seen when the verdict fell. */
  decidedAt?: number;
}

/** @public */
export interface ComparisonResult {
  n: number;
  /** Mean log loss of the champion minus the challenger's; undefined without rows. Above 0 the challenger is better. */
  difference: number | undefined;
  /** Interval of the mean difference at 1 − alpha that holds at all times together; undefined without rows. */
  interval: { low: number; high: number } | undefined;
  /** E-value against "the challenger is not better": 40 decides at alpha 0.05. */
  evidenceForChallenger: number;
  /** E-value against "the champion is not better". */
  evidenceForChampion: number;
  verdict: ComparisonVerdict;
  decidedAt: number | undefined;
}

/** Points of the histogram on each side of 0. */
const HALF = 30;
/** Closest points are this share of the bound apart; they widen geometrically. */
const FINEST = 0.002;
const BISECTIONS = 50;

/** −bound … 0 … bound, dense around 0, where most differences are. */
function pointsUpTo(bound: number): Float64Array {
  const steepness = Math.asinh(1 / FINEST);
  return Float64Array.from({ length: 2 * HALF + 1 }, (_, i) => {
    const at = i / HALF - 1;
    return (bound * Math.sinh(steepness * at)) / Math.sinh(steepness);
  });
}

/**
 * Champion against challenger on the same live deployments, looked at as often as one likes: a test by betting
 * (Waudby-Smith and Ramdas 2023; for forecasters Choe and Ramdas 2023). Per matured deployment
 * `d = loss(champion) − loss(challenger)`, bounded as probabilities are held off 0 and 1. One bettor bets on d being above
 * 0, one on below, each with a fixed mixture of stakes; who has made 2/alpha of 1 is right, and the chance that this
 * ever happens wrongly is at most alpha. With fixed stakes that also holds when difficulty changes over time, as long as the better
 * model is at no time behind in total. All means that neither bettor would be that rich against are the interval.
 *
 * The wealth is a function of the histogram of differences, which is the whole state: a difference is split over the
 * two nearest points so that its mean is kept, which can only make a bettor poorer (the logarithm is concave).
 *
 * @public
 */
export class SequentialComparison {
  readonly #alpha: number;
  readonly #floor: number;
  readonly #points: Float64Array;
  readonly #weights: Float64Array;
  readonly #bound: number;
  #n: number;
  #sum: number;
  #verdict: ComparisonVerdict;
  #decidedAt: number | undefined;

  private constructor(state: ComparisonState) {
    this.#alpha = state.alpha;
    this.#floor = state.floor;
    this.#bound = Math.log1p(-state.floor) - Math.log(state.floor);
    this.#points = pointsUpTo(this.#bound);
    this.#weights = Float64Array.from(state.weights);
    this.#n = state.n;
    this.#sum = state.sum;
    this.#verdict = state.verdict;
    this.#decidedAt = state.decidedAt;
  }

  /** @throws RangeError for an alpha outside 0-1 or a floor outside 0-0.5. */
  static create(options: ComparisonOptions = {}): SequentialComparison {
    return SequentialComparison.restore({
      alpha: options.alpha ?? 0.05,
      floor: options.floor ?? 0.01,
      n: 0,
      sum: 0,
      weights: new Array<number>(2 * HALF + 1).fill(0),
      verdict: 'not yet',
    });
  }

  /** Goes on where `state()` was taken. @throws RangeError as `create`, and for a histogram of another length. */
  static restore(state: ComparisonState): SequentialComparison {
    const { alpha, floor, weights } = state;
    if (!(alpha > 0 && alpha < 1) || !(floor > 0 && floor < 0.5)) {
      throw new RangeError(
        `alpha must be between 0 and 1, the floor between 0 and 0.5: ${alpha}, ${floor}`,
      );
    }
    if (weights.length !== 2 * HALF + 1) {
      throw new RangeError(
        `The state has ${weights.length} weights, not ${2 * HALF + 1}`,
      );
    }
    return new SequentialComparison(state);
  }

  state(): ComparisonState {
    return {
      alpha: this.#alpha,
      floor: this.#floor,
      n: this.#n,
      sum: this.#sum,
      weights: Array.from(this.#weights),
      verdict: this.#verdict,
      ...(this.#decidedAt !== undefined && { decidedAt: this.#decidedAt }),
    };
  }

  /**
   * Takes one matured deployment that both models scored before its outcome was known. A verdict that has fallen stays.
   *
   * @throws RangeError for a label other than 0 and 1 or a probability outside 0-1.
   */
  add(row: { label: number; champion: number; challenger: number }): void {
    const { label, champion, challenger } = row;
    if (label !== 0 && label !== 1) {
      throw new RangeError(`A label must be 0 or 1, got ${label}`);
    }
    const difference =
      this.#lossOf(label, champion) - this.#lossOf(label, challenger);
    this.#n += 1;
    this.#sum += difference;
    this.#record(difference);
    if (this.#verdict !== 'not yet') {
      return;
    }
    // ln(1 + x) ≤ x: with so small a sum nobody can have won enough, which spares most rows the logarithms.
    const enough = Math.log(2 / this.#alpha);
    if (Math.abs(this.#sum) < enough * this.#bound) {
      return;
    }
    const challengerLeads = this.#sum > 0;
    const leader = challengerLeads ? this.#differences() : this.#mirrored();
    if (logWealth(leader, 0) >= enough) {
      this.#verdict = challengerLeads ? 'challenger better' : 'champion better';
      this.#decidedAt = this.#n;
    }
  }

  result(): ComparisonResult {
    const n = this.#n;
    return {
      n,
      difference: n > 0 ? this.#sum / n : undefined,
      interval:
        n > 0
          ? {
              low: this.#lowerEnd(this.#differences()),
              high: -this.#lowerEnd(this.#mirrored()),
            }
          : undefined,
      evidenceForChallenger: Math.exp(logWealth(this.#differences(), 0)),
      evidenceForChampion: Math.exp(logWealth(this.#mirrored(), 0)),
      verdict: this.#verdict,
      decidedAt: this.#decidedAt,
    };
  }

  #lossOf(label: number, probability: number): number {
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`A probability must be 0 to 1, got ${probability}`);
    }
    return lossOfRow(
      label,
      Math.min(Math.max(probability, this.#floor), 1 - this.#floor),
    );
  }

  #record(difference: number): void {
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

  #differences(): Differences {
    return { points: this.#points, weights: this.#weights, bound: this.#bound };
  }

  /** The same with champion and challenger changed: the points are symmetric about 0. */
  #mirrored(): Differences {
    return { ...this.#differences(), weights: this.#weights.slice().reverse() };
  }

  /** The largest mean that the bettor on "above" is too rich against. */
  #lowerEnd(differences: Differences): number {
    const enough = Math.log(2 / this.#alpha);
    let [refuted, possible] = [-this.#bound, this.#bound];
    for (let step = 0; step < BISECTIONS; step++) {
      const mean = (refuted + possible) / 2;
      if (logWealth(differences, mean) >= enough) {
        refuted = mean;
      } else {
        possible = mean;
      }
    }
    return refuted;
  }
}
