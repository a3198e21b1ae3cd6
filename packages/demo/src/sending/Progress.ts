const UPDATE = 250;
const LINE = 5000;

/** One line that tells how far it is: rewritten in a terminal, a new one every five seconds elsewhere. */
export class Progress {
  readonly #out: ProgressOutput;
  readonly #label: string;
  readonly #total: number;
  readonly #now: () => number;
  readonly #started: number;
  #done = 0;
  #lastShown: number;

  private constructor(options: ProgressOptions) {
    this.#out = options.out;
    this.#label = options.label;
    this.#total = options.total;
    this.#now = options.now ?? Date.now;
    this.#started = this.#now();
    this.#lastShown = this.#started;
  }

  static create(options: ProgressOptions): Progress {
    return new Progress(options);
  }

  /** @param note - why it does not go on, if it does not */
  advance(note?: string): void {
    this.#done += 1;
    const interval = this.#out.isTTY ? UPDATE : LINE;
    if (this.#now() - this.#lastShown >= interval) {
      this.#lastShown = this.#now();
      this.#show(note);
    }
  }

  finish(): void {
    this.#show();
    if (this.#out.isTTY) {
      this.#out.write('\n');
    }
  }

  #show(note?: string): void {
    const passed = (this.#now() - this.#started) / 1000;
    const rate = passed > 0 ? this.#done / passed : 0;
    const left = this.#total - this.#done;
    const parts = [
      `${this.#label} ${this.#done.toLocaleString(
        'en',
      )} of ${this.#total.toLocaleString('en')}`,
      `${Math.round(rate)} per second`,
    ];
    if (left > 0 && rate > 0) {
      parts.push(`about ${duration(left / rate)} left`);
    }
    if (note) {
      parts.push(note);
    }
    const line = parts.join(', ');
    this.#out.write(this.#out.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
  }
}

export interface ProgressOutput {
  isTTY?: boolean;
  write(text: string): unknown;
}

export interface ProgressOptions {
  out: ProgressOutput;
  label: string;
  total: number;
  /** Epoch milliseconds. */
  now?: () => number;
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 90 ? `${whole} s` : `${Math.round(whole / 60)} min`;
}
