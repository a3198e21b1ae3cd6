import {
  clearestCut,
  EMPTY,
  mergeBuckets,
  type AdwinChange,
  type Bucket,
} from './adwinCut';

/** Buckets of one size before two of them become one of the next size. */
const MAX_BUCKETS = 5;

/** @public */
export interface AdwinOptions {
  /** Bound of the values: they are held inside 0 to this. */
  range: number;
  /** Share of false alarms that a stationary stream may have per test, 0.002 when absent. */
  delta?: number;
}

/** The window of a detector as plain data, to be stored and restored. @public */
export interface AdwinState {
  range: number;
  delta: number;
  /** Values seen in all. */
  seen: number;
  /** Row i holds buckets of 2^i values, the oldest first: their sum and sum of squared deviations. */
  levels: ReadonlyArray<ReadonlyArray<readonly [sum: number, squares: number]>>;
}

/**
 * ADWIN (Bifet and Gavaldà 2007): a window over a stream that grows while its mean is steady and drops its older part when
 * the means of some older and newer part differ by more than
 * `ε = √(2/m · σ² · ln(2/δ′)) + 2/(3m) · range · ln(2/δ′)`, `1/m = 1/n₀ + 1/n₁`, `δ′ = δ / ln n`.
 * The window is kept in buckets of doubling size, so memory and time per value are logarithmic in its length.
 *
 * Here: log loss of matured deployments, where a rise says that the model no longer fits.
 *
 * @public
 */
export class Adwin {
  readonly #range: number;
  readonly #delta: number;
  #seen: number;
  /** `#levels[i]` holds buckets of 2^i values, the oldest first. */
  readonly #levels: Bucket[][];

  private constructor(state: AdwinState) {
    this.#range = state.range;
    this.#delta = state.delta;
    this.#seen = state.seen;
    this.#levels = state.levels.map((level, i) =>
      level.map(([sum, squares]) => ({ n: 2 ** i, sum, squares })),
    );
  }

  /** @throws RangeError for a range that is not positive or a delta outside 0-1. */
  static create(options: AdwinOptions): Adwin {
    const { range, delta = 0.002 } = options;
    return Adwin.restore({ range, delta, seen: 0, levels: [] });
  }

  /** Goes on where `state()` was taken. @throws RangeError as `create`. */
  static restore(state: AdwinState): Adwin {
    if (!(state.range > 0) || !(state.delta > 0 && state.delta < 1)) {
      throw new RangeError(
        `The range must be positive and delta between 0 and 1: ${state.range}, ${state.delta}`,
      );
    }
    return new Adwin(state);
  }

  state(): AdwinState {
    return {
      range: this.#range,
      delta: this.#delta,
      seen: this.#seen,
      levels: this.#levels.map(level =>
        level.map(({ sum, squares }) => [sum, squares] as const),
      ),
    };
  }

  /** Values in the window and their mean; undefined of an empty one. */
  window(): { n: number; mean: number | undefined } {
    const { n, sum } = this.#buckets().reduce(mergeBuckets, EMPTY);
    return { n, mean: n > 0 ? sum / n : undefined };
  }

  /**
   * Takes the next value. One change of the stream may be returned several times, as the window sheds its older part bit by bit.
   *
   * @returns the change, when the window was cut.
   * @throws RangeError for NaN.
   */
  add(value: number): AdwinChange | undefined {
    if (Number.isNaN(value)) {
      throw new RangeError('A value of the stream is not a number');
    }
    this.#seen += 1;
    const held = Math.min(Math.max(value, 0), this.#range);
    this.#insert({ n: 1, sum: held, squares: 0 });
    const change = this.#cut();
    for (let cut = change; cut; cut = this.#cut()) {
      this.#dropOldest();
    }
    return change;
  }

  /** The window's buckets, the oldest first. */
  #buckets(): Bucket[] {
    return [...this.#levels].reverse().flat();
  }

  #cut(): AdwinChange | undefined {
    return clearestCut({
      buckets: this.#buckets(),
      range: this.#range,
      delta: this.#delta,
    });
  }

  #insert(bucket: Bucket): void {
    let carried: Bucket | undefined = bucket;
    for (let i = 0; carried; i++) {
      this.#levels[i] ??= [];
      const level = this.#levels[i];
      level.push(carried);
      carried = undefined;
      if (level.length > MAX_BUCKETS) {
        const [oldest, next] = level.splice(0, 2);
        carried = mergeBuckets(oldest, next);
      }
    }
  }

  #dropOldest(): void {
    this.#levels[this.#levels.length - 1].shift();
    while (this.#levels.at(-1)?.length === 0) {
      this.#levels.pop();
    }
  }
}
