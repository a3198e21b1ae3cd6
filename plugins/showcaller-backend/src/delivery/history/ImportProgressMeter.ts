import type { ImportProgress } from './DatabaseImportStore';

/** Commits done, speed and remaining time of one run. */
export class ImportProgressMeter {
  readonly #before: number;
  readonly #now: () => Date;
  #startedAt: number;
  #done = 0;
  #remaining: number | undefined;

  static create(options: {
    commitsBefore: number;
    now: () => Date;
  }): ImportProgressMeter {
    return new ImportProgressMeter(options);
  }

  private constructor(options: { commitsBefore: number; now: () => Date }) {
    this.#before = options.commitsBefore;
    this.#now = options.now;
    this.#startedAt = options.now().getTime();
  }

  /** The clock starts here: what comes before is not reading. */
  begin(remaining: number): void {
    this.#remaining = remaining;
    this.#startedAt = this.#now().getTime();
  }

  add(commits: number): void {
    this.#done += commits;
  }

  read(): ImportProgress {
    const seconds = (this.#now().getTime() - this.#startedAt) / 1000;
    const speed =
      seconds > 0 && this.#done > 0 ? this.#done / seconds : undefined;
    const left =
      this.#remaining === undefined ? undefined : this.#remaining - this.#done;
    return {
      commitsDone: this.#before + this.#done,
      commitsTotal:
        this.#remaining === undefined
          ? undefined
          : this.#before + this.#remaining,
      commitsPerSecond: speed,
      etaSeconds:
        speed !== undefined && left !== undefined ? left / speed : undefined,
    };
  }
}
