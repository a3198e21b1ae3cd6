import type { LoggerService } from '@backstage/backend-plugin-api';
import { setImmediate as nextTurn } from 'node:timers/promises';

const POLL_MS = 1000;

/**
 * Works through what `claim` hands out, several at a time: at once after {@link WorkLoop.wake}, and by polling
 * otherwise, for work that another process left. An error of `claim` or `work` is logged and ends nothing.
 */
export class WorkLoop<T> {
  readonly #options: {
    name: string;
    logger: LoggerService;
    concurrency: number;
    claim: (limit: number) => Promise<T[]>;
    work: (item: T) => Promise<void>;
    pollMs?: number;
  };
  readonly #inFlight = new Set<Promise<void>>();
  #running: Promise<void> | undefined;
  #stopping = false;
  #woken = false;
  #resume: () => void = () => undefined;

  constructor(options: {
    name: string;
    logger: LoggerService;
    /** How much is worked on at a time. */
    concurrency: number;
    claim: (limit: number) => Promise<T[]>;
    work: (item: T) => Promise<void>;
    pollMs?: number;
  }) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Looks for work now instead of at the next poll. */
  wake(): void {
    this.#woken = true;
    this.#resume();
  }

  /** Claims nothing more, and waits for what is being worked on. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      const claimed = await this.#claim();
      for (const item of claimed) {
        this.#begin(item);
      }
      if (claimed.length === 0) {
        await this.#sleep();
      }
    }
    await Promise.all(this.#inFlight);
  }

  async #claim(): Promise<T[]> {
    const { concurrency, claim, logger, name } = this.#options;
    const free = concurrency - this.#inFlight.size;
    if (free < Math.max(1, concurrency / 4)) {
      return [];
    }
    try {
      return await claim(free);
    } catch (error) {
      logger.error(`${name}: could not claim work`, toError(error));
      return [];
    }
  }

  #begin(item: T): void {
    const { work, logger, name } = this.#options;
    // With an embedded database work may never wait for anything: timers and requests get their turn in between.
    const job = nextTurn()
      .then(() => work(item))
      .catch(error => logger.error(`${name} failed`, toError(error)))
      .finally(() => {
        this.#inFlight.delete(job);
        this.wake();
      });
    this.#inFlight.add(job);
  }

  async #sleep(): Promise<void> {
    if (this.#woken) {
      return;
    }
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, this.#options.pollMs ?? POLL_MS);
      this.#resume = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#resume = () => undefined;
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
