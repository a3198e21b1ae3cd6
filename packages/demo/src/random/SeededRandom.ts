/**
 * Repeatable random numbers.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand) seeded from a hash of its label. A fork is an independent
 * stream named by a label: adding a draw in one place does not shift the draws of another.
 */
export class SeededRandom {
  readonly #label: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spareNormal: number | undefined;

  private constructor(label: string) {
    this.#label = label;
    [this.#a, this.#b, this.#c] = [
      hash(label, 1),
      hash(label, 2),
      hash(label, 3),
    ];
    for (let i = 0; i < 12; i++) {
      this.uniform();
    }
  }

  static create(seed: number | string): SeededRandom {
    return new SeededRandom(String(seed));
  }

  /** An independent stream; the same label always gives the same one, whatever was drawn here before. */
  fork(label: string): SeededRandom {
    return new SeededRandom(`${this.#label}/${label}`);
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  }

  /** Whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** Standard normal (Box-Muller), scaled. */
  normal(mean = 0, deviation = 1): number {
    const spare = this.#spareNormal;
    this.#spareNormal = undefined;
    if (spare !== undefined) {
      return mean + deviation * spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spareNormal = radius * Math.sin(angle);
    return mean + deviation * radius * Math.cos(angle);
  }

  /** Log-normal with the given median. */
  logNormal(median: number, sigma: number): number {
    return median * Math.exp(this.normal(0, sigma));
  }

  /** One of the items, all alike. Throws RangeError on an empty list. */
  pick<T>(items: readonly T[]): T {
    return this.weighted(items, () => 1);
  }

  /** One of the items, in proportion to its weight. Throws RangeError when nothing has a weight. */
  weighted<T>(items: readonly T[], weight: (item: T) => number): T {
    let total = 0;
    for (const item of items) {
      total += weight(item);
    }
    let rest = this.uniform() * total;
    for (const item of items) {
      rest -= weight(item);
      if (rest < 0) {
        return item;
      }
    }
    throw new RangeError('Nothing to pick from');
  }
}

/** 32-bit FNV-1a with a final avalanche. */
function hash(text: string, salt: number): number {
  let value = 2166136261 ^ Math.imul(salt, 0x9e3779b1);
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 16777619);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) | 0;
}
