import type { LoggerService } from '@backstage/backend-plugin-api';
import { randomUUID } from 'node:crypto';
import { timestamp } from '../../../database/timestamp';
import type { DatabaseChangeFactsStore } from '../DatabaseChangeFactsStore';
import type { GitRepository } from '../git';
import type { DatabaseSzzStore, PassHolder } from './DatabaseSzzStore';
import { dropUnlikely } from './dropUnlikely';
import { runSzz } from './runSzz';
import type { SzzPass } from './SzzPass';
import type { SzzRun, TracedFix } from './SzzRun';

/** Why the signal of a task is aborted when a person cancels it. */
export const CANCELLED = Symbol('cancelled');
const KEEP_ALIVE_MS = 30_000;

/** What one piece of work on a repository came to; `more`: its limit or its time was used up. */
export type SzzOutcome = 'done' | 'more' | 'failed' | 'held-elsewhere';

/** A repository whose history is imported. */
export interface SzzTask {
  repository: string;
  git: GitRepository;
  /** Newest imported commit. */
  head: string;
  signal: AbortSignal;
}

interface SzzTracerOptions {
  store: DatabaseSzzStore;
  facts: Pick<DatabaseChangeFactsStore, 'getMany'>;
  /** Commits that are known to have repaired something, of a repository. */
  repairs: (repository: string) => Promise<string[]>;
  limits: { fixes: number; ms: number };
  logger: LoggerService;
  now: () => Date;
}

/**
 * Does one bounded piece of work on one repository: from where the last one ended, towards its head. A pass goes from a
 * base to a target; when it is done, the target is the base of the next. A base that is no longer in the history makes it
 * start over.
 */
export class SzzTracer {
  readonly #options: SzzTracerOptions;

  static create(options: SzzTracerOptions): SzzTracer {
    return new SzzTracer(options);
  }

  private constructor(options: SzzTracerOptions) {
    this.#options = options;
  }

  /** Never throws: a failure is noted on the pass. */
  async trace(task: SzzTask): Promise<SzzOutcome> {
    const { store, logger } = this.#options;
    const { repository, signal } = task;
    const held = { repository, holder: randomUUID() };
    const pass = await store.claim(held);
    if (!pass) {
      return 'held-elsewhere';
    }
    const keepAlive = setInterval(() => {
      store
        .keep(held)
        .catch(error =>
          logger.warn(`The lease of ${repository} was not renewed`, error),
        );
    }, KEEP_ALIVE_MS);
    try {
      const complete = await this.#advance(task, held, pass);
      await store.release(held, { status: complete ? 'done' : 'waiting' });
      return complete ? 'done' : 'more';
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (signal.aborted) {
        const status = signal.reason === CANCELLED ? 'cancelled' : 'waiting';
        await store.release(held, { status });
        return 'failed';
      }
      logger.warn(`Fixes of ${repository} were not traced: ${message}`);
      await store.release(held, { status: 'failed', error: message });
      return 'failed';
    } finally {
      clearInterval(keepAlive);
    }
  }

  async #advance(
    task: SzzTask,
    held: PassHolder,
    pass: SzzPass,
  ): Promise<boolean> {
    const { store } = this.#options;
    const plan = await this.#plan(task, held, pass);
    if (!(await this.#traceRange(task, held, plan))) {
      return false;
    }
    await store.complete(held, await this.#coveredUntil(task, plan.target));
    await this.#traceRepairs(task, held);
    return plan.target === task.head;
  }

  /**
   * Until when the history is known: its newest commit, for nobody knows whether a copy that got no later one is up to
   * date. A date in the future is a wrong clock.
   */
  async #coveredUntil({ git }: SzzTask, target: string): Promise<string> {
    const newest = await git.committedAt(target);
    const now = timestamp(this.#options.now());
    return newest < now ? newest : now;
  }

  /** A pass that began goes on to its own target: where it ended is counted in fixes of that stretch. */
  async #plan(
    { git, head }: SzzTask,
    held: PassHolder,
    pass: SzzPass,
  ): Promise<{ base?: string; target: string; skip: number }> {
    const { store } = this.#options;
    const { base, target, done } = pass;
    if (base && !(await git.isAncestor(base, head))) {
      await store.startOver(held);
      await store.begin(held, head);
      return { target: head, skip: 0 };
    }
    const isUnderWay =
      target !== undefined &&
      target !== base &&
      (await git.isAncestor(target, head));
    if (isUnderWay) {
      return { base, target, skip: done };
    }
    await store.begin(held, head);
    return { base, target: head, skip: 0 };
  }

  async #traceRange(
    task: SzzTask,
    held: PassHolder,
    plan: { base?: string; target: string; skip: number },
  ): Promise<boolean> {
    if (plan.base === plan.target) {
      return true;
    }
    return this.#run(task, held, plan);
  }

  async #traceRepairs(task: SzzTask, held: PassHolder): Promise<void> {
    const { store, repairs } = this.#options;
    const { repository, git, head } = task;
    const wanted = await store.untracedRepairs(
      repository,
      await repairs(repository),
    );
    const commits: string[] = [];
    for (const sha of wanted) {
      if (await git.isAncestor(sha, head)) {
        commits.push(sha);
      }
    }
    if (commits.length > 0) {
      await this.#run(task, held, { commits, target: head, skip: 0 });
    }
  }

  async #run(
    task: SzzTask,
    held: PassHolder,
    range: Pick<SzzRun, 'base' | 'target' | 'skip' | 'commits'>,
  ): Promise<boolean> {
    const { store, limits } = this.#options;
    const asRepairs = range.commits !== undefined;
    return runSzz(
      {
        ...range,
        gitDir: task.git.gitDir,
        limit: limits.fixes,
        budgetMs: limits.ms,
      },
      {
        onTotal: async total => {
          if (!asRepairs) {
            await store.keep(held, total);
          }
        },
        onTraced: async fixes => {
          const likely = await this.#likely(task.repository, fixes);
          await store.addTraced(held, likely, { asRepairs });
        },
      },
      task.signal,
    );
  }

  async #likely(repository: string, fixes: TracedFix[]): Promise<TracedFix[]> {
    const shas = fixes.flatMap(({ links }) => links.map(({ sha }) => sha));
    const facts = await this.#options.facts.getMany(repository, [
      ...new Set(shas),
    ]);
    return dropUnlikely(fixes, facts);
  }
}
