import type { LoggerService } from '@backstage/backend-plugin-api';

const POLL_MS = 1000;

/** Calls `step` until it finds nothing more to do, then waits to be woken or for the next poll. */
export class ProcessingLoop {
  readonly #step: (signal: AbortSignal) => Promise<number>;
  readonly #logger: LoggerService;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #woken = false;

  static create(options: {
    /** Answers how many pieces of work it did. */
    step: (signal: AbortSignal) => Promise<number>;
    logger: LoggerService;
  }): ProcessingLoop {
    return new ProcessingLoop(options);
  }

  private constructor(options: Parameters<typeof ProcessingLoop.create>[0]) {
    this.#step = options.step;
    this.#logger = options.logger;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Resolves when the step in progress has come to a safe place. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#running;
  }

  /** There is work: do not wait for the next poll. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      this.#woken = false;
      let idle = true;
      try {
        idle = (await this.#step(signal)) === 0 && !this.#woken;
      } catch (error) {
        this.#logger.error(
          'Could not look for waiting webhooks; trying again',
          error instanceof Error ? error : new Error(String(error)),
        );
      }
      if (idle && !signal.aborted) {
        await this.#pause();
      }
    }
  }

  #pause(): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, POLL_MS);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
