import { TrainingCancelledError } from '@showcaller/engine/risk';

/** How far a job in the thread is. */
export interface StepProgress {
  stage: string;
  /** 0-1 */
  progress: number;
}

/** Adds up the steps of a job to one progress, and ends the job at the next step when it was cancelled. */
export class StepMeter {
  readonly #total: number;
  readonly #report: (progress: StepProgress) => void;
  readonly #isCancelled: () => boolean;
  #done = 0;

  static create(options: {
    /** Sum of the weights of all steps. */
    total: number;
    report?: (progress: StepProgress) => void;
    isCancelled?: () => boolean;
  }): StepMeter {
    return new StepMeter(options);
  }

  private constructor(options: {
    total: number;
    report?: (progress: StepProgress) => void;
    isCancelled?: () => boolean;
  }) {
    this.#total = options.total;
    this.#report = options.report ?? (() => undefined);
    this.#isCancelled = options.isCancelled ?? (() => false);
  }

  /** For the learner, which asks before each round. */
  readonly shouldStop = (): boolean => this.#isCancelled();

  /**
   * Does one step; `share` tells how much of it is done, 0-1.
   *
   * @throws TrainingCancelledError
   */
  step<T>(
    stage: string,
    weight: number,
    work: (share: (done: number) => void) => T,
  ): T {
    if (this.#isCancelled()) {
      throw new TrainingCancelledError(`Cancelled before: ${stage}`);
    }
    const tell = (done: number) =>
      this.#report({
        stage,
        progress: Math.min((this.#done + weight * done) / this.#total, 0.99),
      });
    tell(0);
    const result = work(tell);
    this.#done += weight;
    return result;
  }
}
