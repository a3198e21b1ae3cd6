import type { LoggerService } from '@backstage/backend-plugin-api';

const POLL_MS = 500;

/**
 * Lets callers wait for decisions without holding anything of the database: told at once by this process, and within half
 * a second of what another replica decided, by one query for all who wait.
 */
export class EvaluationWaiters {
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #listDecided: (ids: string[]) => Promise<string[]>;
  readonly #logger: LoggerService;
  #timer: NodeJS.Timeout | undefined;

  static create(options: {
    listDecided: (ids: string[]) => Promise<string[]>;
    logger: LoggerService;
  }): EvaluationWaiters {
    return new EvaluationWaiters(options);
  }

  private constructor(options: {
    listDecided: (ids: string[]) => Promise<string[]>;
    logger: LoggerService;
  }) {
    this.#listDecided = options.listDecided;
    this.#logger = options.logger;
  }

  /** How many evaluations are waited for. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Resolves when the evaluation is decided, when the time is over, or when the caller went away. */
  async wait(
    id: string,
    options: { ms: number; signal?: AbortSignal },
  ): Promise<void> {
    const { ms, signal } = options;
    if (ms <= 0 || signal?.aborted) {
      return;
    }
    let wake: () => void = () => undefined;
    const decided = new Promise<void>(resolve => {
      wake = resolve;
    });
    const timer = setTimeout(wake, ms);
    signal?.addEventListener('abort', wake, { once: true });
    const others = this.#waiting.get(id) ?? new Set();
    this.#waiting.set(id, others.add(wake));
    this.#poll();
    try {
      await decided;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      others.delete(wake);
      if (others.size === 0) {
        this.#waiting.delete(id);
      }
    }
  }

  /** Wakes who waits for an evaluation. */
  notify(id: string): void {
    for (const wake of this.#waiting.get(id) ?? []) {
      wake();
    }
  }

  /** Sends everybody home. */
  stop(): void {
    clearTimeout(this.#timer);
    for (const id of [...this.#waiting.keys()]) {
      this.notify(id);
    }
  }

  #poll(): void {
    this.#timer ??= setTimeout(async () => {
      try {
        for (const id of await this.#listDecided([...this.#waiting.keys()])) {
          this.notify(id);
        }
      } catch (error) {
        this.#logger.warn(
          'Could not look which evaluations are decided',
          error instanceof Error ? error : { error: String(error) },
        );
      }
      this.#timer = undefined;
      if (this.#waiting.size > 0) {
        this.#poll();
      }
    }, POLL_MS);
  }
}
