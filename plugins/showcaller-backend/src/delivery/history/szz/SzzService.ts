import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DatabaseSzzStore } from './DatabaseSzzStore';
import type { SzzPass } from './SzzPass';
import { CANCELLED, type SzzTask, type SzzTracer } from './SzzTracer';

/** Facts come in stretches; one look after the last is enough. */
const DEBOUNCE_MS = 5_000;
/** How often it is looked whether an import that is under way has ended. */
const NOT_YET_MS = 30_000;

/** A repository that can be looked through now; `not-yet` while its history is being imported, undefined when it is not. */
export type OpenForSzz = (
  repository: string,
) => Promise<Pick<SzzTask, 'git' | 'head'> | 'not-yet' | undefined>;

interface SzzServiceOptions {
  store: DatabaseSzzStore;
  tracer: SzzTracer;
  open: OpenForSzz;
  /** Repositories that components name. */
  repositories: () => string[];
  logger: LoggerService;
}

/**
 * Decides when which repository is looked through: one at a time, each a piece in turn, so that a long history holds up
 * no short one.
 */
export class SzzService {
  readonly #options: SzzServiceOptions;
  readonly #waiting = new Set<string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #stop = new AbortController();
  #running: { repository: string; cancel: AbortController } | undefined;
  #loop: Promise<void> | undefined;

  static create(options: SzzServiceOptions): SzzService {
    return new SzzService(options);
  }

  private constructor(options: SzzServiceOptions) {
    this.#options = options;
  }

  /** Commits came: looked through soon. */
  onFactsStored(repository: string): void {
    this.#requestIn(DEBOUNCE_MS, repository);
  }

  /** Wants a repository looked through, after those that wait. */
  request(repository: string): void {
    if (this.#stop.signal.aborted) {
      return;
    }
    this.#waiting.add(repository);
    this.#loop ??= this.#work().finally(() => {
      this.#loop = undefined;
    });
  }

  /** Wants all of them, but for those that a person cancelled. */
  async requestAll(): Promise<void> {
    const passes = new Map(
      (await this.#options.store.list()).map(pass => [pass.repository, pass]),
    );
    for (const repository of this.#options.repositories()) {
      if (passes.get(repository)?.status !== 'cancelled') {
        this.request(repository);
      }
    }
  }

  list(): Promise<SzzPass[]> {
    return this.#options.store.list();
  }

  get(repository: string): Promise<SzzPass | undefined> {
    return this.#options.store.get(repository);
  }

  /** Ends what this process does for a repository; what was found stays. False when it does nothing. */
  cancel(repository: string): boolean {
    const waited = this.#waiting.delete(repository);
    if (this.#running?.repository === repository) {
      this.#running.cancel.abort(CANCELLED);
      return true;
    }
    return waited;
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    await this.#loop;
  }

  async stop(): Promise<void> {
    this.#stop.abort(new Error('The backend shuts down'));
    for (const timer of this.#timers.values()) {
      clearTimeout(timer);
    }
    this.#timers.clear();
    this.#waiting.clear();
    await this.#loop;
  }

  #requestIn(waitMs: number, repository: string): void {
    clearTimeout(this.#timers.get(repository));
    if (this.#stop.signal.aborted) {
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(repository);
      this.request(repository);
    }, waitMs);
    timer.unref();
    this.#timers.set(repository, timer);
  }

  /** Never throws. */
  async #work(): Promise<void> {
    for (;;) {
      const [repository] = this.#waiting;
      if (repository === undefined) {
        return;
      }
      this.#waiting.delete(repository);
      try {
        await this.#trace(repository);
      } catch (error) {
        this.#options.logger.warn(
          `Fixes of ${repository} were not traced: ${error}`,
        );
      }
    }
  }

  async #trace(repository: string): Promise<void> {
    const { open, tracer } = this.#options;
    const opened = await open(repository);
    if (!opened) {
      return;
    }
    if (opened === 'not-yet') {
      this.#requestIn(NOT_YET_MS, repository);
      return;
    }
    const cancel = new AbortController();
    this.#running = { repository, cancel };
    const outcome = await tracer.trace({
      ...opened,
      repository,
      signal: AbortSignal.any([cancel.signal, this.#stop.signal]),
    });
    this.#running = undefined;
    if (outcome === 'more') {
      this.#waiting.add(repository);
    }
  }
}
