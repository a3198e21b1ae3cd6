/** Keeps the answers to the questions asked last, for a time. A question that fails, or says so, is asked again. */
export class RecentAnswers<T> {
  readonly #answers = new Map<string, { until: number; answer: Promise<T> }>();
  readonly #size: number;
  readonly #keepMs: number;
  readonly #now: () => Date;

  static create<T>(options: {
    size: number;
    keepMs: number;
    now: () => Date;
  }): RecentAnswers<T> {
    return new RecentAnswers(options);
  }

  private constructor(options: {
    size: number;
    keepMs: number;
    now: () => Date;
  }) {
    this.#size = options.size;
    this.#keepMs = options.keepMs;
    this.#now = options.now;
  }

  /** The kept answer, or a new one; those who ask at the same time share it. */
  async get(
    question: string,
    ask: () => Promise<T>,
    keep: (answer: T) => boolean = () => true,
  ): Promise<T> {
    const now = this.#now().getTime();
    const kept = this.#answers.get(question);
    this.#answers.delete(question);
    const entry =
      kept && kept.until > now
        ? kept
        : { until: now + this.#keepMs, answer: ask() };
    this.#answers.set(question, entry);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= this.#size) {
        break;
      }
      this.#answers.delete(oldest);
    }
    try {
      const answer = await entry.answer;
      if (!keep(answer)) {
        this.#answers.delete(question);
      }
      return answer;
    } catch (error) {
      this.#answers.delete(question);
      throw error;
    }
  }
}
