/** Follows the later rows' loss over the rounds and says which was best and when to stop. @internal */
export class RoundWatch {
  readonly #patience: number | undefined;
  readonly #losses: number[] = [];
  #best = 0;

  private constructor(patience: number | undefined) {
    this.#patience = patience;
  }

  /** Without `patience` it records only. */
  static create(options: { patience: number | undefined }): RoundWatch {
    return new RoundWatch(options.patience);
  }

  /** Notes the loss after the next round, the state before the first round first; nothing without later rows. */
  add(loss: number | undefined): void {
    if (loss === undefined) {
      return;
    }
    this.#losses.push(loss);
    if (loss < this.#losses[this.#best]) {
      this.#best = this.#losses.length - 1;
    }
  }

  get losses(): number[] {
    return this.#losses;
  }

  get done(): boolean {
    return (
      this.#patience !== undefined &&
      this.#losses.length - 1 - this.#best >= this.#patience
    );
  }

  /** Undefined when every round counts. */
  get bestRound(): number | undefined {
    return this.#patience === undefined ? undefined : this.#best;
  }
}
