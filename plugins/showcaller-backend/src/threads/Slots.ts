/** Lets a number of pieces of work run at once; the others wait in order. */
export class Slots {
  #free: number;
  readonly #waiting: Array<() => void> = [];

  static create(count: number): Slots {
    return new Slots(count);
  }

  private constructor(count: number) {
    this.#free = count;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) {
      this.#free -= 1;
    } else {
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) {
        next();
      } else {
        this.#free += 1;
      }
    }
  }
}
