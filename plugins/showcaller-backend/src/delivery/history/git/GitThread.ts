import type { Worker } from 'node:worker_threads';
import { startThread } from '../../../threads/startThread';
import type {
  DependencyComparison,
  DependencyQuestion,
} from '../dependencies/compareDependencies';
import { type GitCommand, GitError } from './runGitHere';

type PlainCommand = Omit<GitCommand, 'signal'>;

/** What the thread is told. */
export type ToGitThread =
  | { type: 'run'; id: number; command: PlainCommand }
  | { type: 'dependencies'; id: number; question: DependencyQuestion }
  | { type: 'abort'; id: number };

/** What is asked of the thread, before it has a number. */
type Task =
  | { type: 'run'; command: PlainCommand }
  | { type: 'dependencies'; question: DependencyQuestion };

/** What the thread answers. */
export type FromGitThread = { id: number } & (
  | { output: string }
  | { comparison: DependencyComparison }
  | {
      error: {
        message: string;
        exitCode: number | undefined;
        isGitError: boolean;
      };
    }
);

interface Pending {
  resolve(answer: string | DependencyComparison): void;
  reject(error: Error): void;
}

/** Has git started by a thread of its own, one for the whole process; it does not keep the process alive. */
export class GitThread {
  static #shared: GitThread | undefined;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #lastId = 0;

  static shared(): GitThread {
    GitThread.#shared ??= new GitThread();
    return GitThread.#shared;
  }

  private constructor() {}

  run(options: GitCommand): Promise<string> {
    const { signal, ...command } = options;
    return this.#ask({ type: 'run', command }, signal) as Promise<string>;
  }

  compareDependencies(
    question: DependencyQuestion,
    signal?: AbortSignal,
  ): Promise<DependencyComparison> {
    return this.#ask(
      { type: 'dependencies', question },
      signal,
    ) as Promise<DependencyComparison>;
  }

  #ask(
    task: Task,
    signal: AbortSignal | undefined,
  ): Promise<string | DependencyComparison> {
    signal?.throwIfAborted();
    const worker = this.#start();
    this.#lastId += 1;
    const id = this.#lastId;
    const abort = () =>
      worker.postMessage({ type: 'abort', id } satisfies ToGitThread);
    return new Promise<string | DependencyComparison>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      worker.ref();
      signal?.addEventListener('abort', abort);
      worker.postMessage({ ...task, id } satisfies ToGitThread);
    }).finally(() => {
      signal?.removeEventListener('abort', abort);
      this.#pending.delete(id);
      if (this.#pending.size === 0) {
        worker.unref();
      }
    });
  }

  #start(): Worker {
    if (this.#worker) {
      return this.#worker;
    }
    const worker = startThread('git-thread');
    this.#worker = worker;
    worker.on('message', (message: FromGitThread) => this.#settle(message));
    worker.on('error', error => this.#fail(worker, error));
    worker.on('exit', () =>
      this.#fail(worker, new Error('The thread that runs git has ended')),
    );
    return worker;
  }

  #settle(message: FromGitThread): void {
    const pending = this.#pending.get(message.id);
    if ('output' in message) {
      pending?.resolve(message.output);
      return;
    }
    if ('comparison' in message) {
      pending?.resolve(message.comparison);
      return;
    }
    const { message: text, exitCode, isGitError } = message.error;
    pending?.reject(
      isGitError ? new GitError(text, exitCode) : new Error(text),
    );
  }

  /** The next command starts a new thread. */
  #fail(worker: Worker, error: Error): void {
    if (this.#worker === worker) {
      this.#worker = undefined;
      for (const { reject } of this.#pending.values()) {
        reject(error);
      }
    }
  }
}
