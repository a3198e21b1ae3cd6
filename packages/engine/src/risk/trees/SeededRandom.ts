/**
 * xoshiro128** (Blackman and Vigna 2018) seeded by SplitMix32: the same numbers for the same seed on every machine.
 *
 * @internal
 */
export class SeededRandom {
  readonly #state: Uint32Array;

  private constructor(state: Uint32Array) {
    this.#state = state;
  }

  /** Streams of one seed do not overlap in practice: give each member of a bag its own. */
  static create(options: { seed: number; stream?: number }): SeededRandom {
    const { seed, stream = 0 } = options;
    let mix = (seed ^ Math.imul(stream, 0x85ebca6b)) | 0;
    const state = Uint32Array.from({ length: 4 }, () => {
      mix = (mix + 0x9e3779b9) | 0;
      let word = Math.imul(mix ^ (mix >>> 16), 0x21f0aaad);
      word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
      return word ^ (word >>> 15);
    });
    return new SeededRandom(state);
  }

  /** A number in [0, 1) with 32 random bits. */
  next(): number {
    const state = this.#state;
    const product = Math.imul(state[1], 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = (state[3] << 11) | (state[3] >>> 21);
    return result / 2 ** 32;
  }

  /**
   * Draws `count` of the numbers 0 to `size - 1` without replacement, each subset as likely (selection sampling, Knuth
   * 3.4.2 S). The drawn ones come first, then the others; both ascend.
   */
  split(size: number, count: number): Int32Array {
    const order = new Int32Array(size);
    let drawn = 0;
    let others = count;
    for (let item = 0; item < size; item++) {
      if ((size - item) * this.next() < count - drawn) {
        order[drawn++] = item;
      } else {
        order[others++] = item;
      }
    }
    return order;
  }
}
