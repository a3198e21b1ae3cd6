import { lossOfRow } from '../lossOfRow';
import type {
  ComparisonOptions,
  ComparisonResult,
  ComparisonState,
  ComparisonVerdict,
} from './comparisonState';
import { DifferenceHistogram, HISTOGRAM_POINTS } from './DifferenceHistogram';
import { logWealth, type Differences } from './wealthOfBets';

const BISECTIONS = 50;

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
  /** No difference is further from 0. */
  readonly #bound: number;
  readonly #histogram: DifferenceHistogram;
  #n: number;
  #sum: number;
  #verdict: ComparisonVerdict;
  #decidedAt: number | undefined;

  private constructor(state: ComparisonState) {
    this.#alpha = state.alpha;
    this.#floor = state.floor;
    this.#bound = Math.log1p(-state.floor) - Math.log(state.floor);
    this.#histogram = DifferenceHistogram.of({
      bound: this.#bound,
      weights: state.weights,
    });
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
      weights: new Array<number>(HISTOGRAM_POINTS).fill(0),
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
    if (weights.length !== HISTOGRAM_POINTS) {
      throw new RangeError(
        `The state has ${weights.length} weights, not ${HISTOGRAM_POINTS}`,
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
      weights: this.#histogram.weights(),
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
    this.#histogram.add(difference);
    if (this.#verdict !== 'not yet') {
      return;
    }
    // ln(1 + x) ≤ x: with so small a sum nobody can have won enough, which spares most rows the logarithms.
    const enough = Math.log(2 / this.#alpha);
    if (Math.abs(this.#sum) < enough * this.#bound) {
      return;
    }
    const challengerLeads = this.#sum > 0;
    const leader = challengerLeads
      ? this.#histogram.differences()
      : this.#histogram.mirrored();
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
              low: this.#lowerEnd(this.#histogram.differences()),
              high: -this.#lowerEnd(this.#histogram.mirrored()),
            }
          : undefined,
      evidenceForChallenger: Math.exp(
        logWealth(this.#histogram.differences(), 0),
      ),
      evidenceForChampion: Math.exp(logWealth(this.#histogram.mirrored(), 0)),
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
