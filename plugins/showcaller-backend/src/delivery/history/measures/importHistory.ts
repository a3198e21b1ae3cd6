import { createHmac } from 'node:crypto';
import { runGitHere, startGit } from '../git/runGitHere';
import { HistoryState } from './HistoryState';
import { decodeState, encodeState } from './historySnapshot';
import { logArguments, LogParser } from './LogParser';
import { measureCommit } from './measureCommit';

/** One stretch of history to measure. Plain values: it crosses a thread boundary. @public */
export interface HistoryRun {
  gitDir: string;
  repository: string;
  /** Where to begin, exclusive; absent for the whole history. */
  base?: string;
  /** Where to end, inclusive. */
  target: string;
  /** Commits of this stretch that `state` already includes. */
  skip: number;
  /** From {@link HistoryCheckpoint}; absent for the whole history. */
  state?: Uint8Array;
  /** Key of the author hashes. */
  salt: string;
  /** False when nothing continues from this run: no checkpoints are made. */
  checkpoints: boolean;
}

/** A measured commit, ready to be stored: `facts` is a `ChangeFacts` as JSON. @public */
export interface MeasuredCommit {
  sha: string;
  committedAt: string;
  facts: string;
}

/** How far a run got, and the state that the next one continues from. @public */
export interface HistoryCheckpoint {
  /** Commits of the stretch that the state includes. */
  done: number;
  complete: boolean;
  state: Uint8Array;
}

/** Where a run's results go, in order; each promise holds the run back until it resolves. @public */
export interface HistorySink {
  /** Commits of the whole stretch, skipped ones included. */
  onTotal(total: number): Promise<void>;
  onCommits(commits: MeasuredCommit[]): Promise<void>;
  onCheckpoint(checkpoint: HistoryCheckpoint): Promise<void>;
}

const BATCH = 200;
const CHECKPOINT_EVERY = 5_000;

/**
 * Reads a stretch of history and measures each commit, oldest first in topological order, merges left out.
 * git computes the differences in its own process while this one measures.
 *
 * @throws GitError when the repository cannot be read; Error when the state is of another format.
 * @public
 */
export async function importHistory(
  run: HistoryRun,
  sink: HistorySink,
  signal?: AbortSignal,
): Promise<void> {
  const commits = await listCommits(run, signal);
  await sink.onTotal(commits.length);
  const state = run.state ? decodeState(run.state) : HistoryState.create();
  const hashOf = authorHasher(run.salt);
  let done = run.skip;
  let batch: MeasuredCommit[] = [];

  const flush = async () => {
    const full = batch;
    batch = [];
    if (full.length > 0) {
      await sink.onCommits(full);
    }
  };
  for await (const commit of readCommits(
    run,
    commits.slice(run.skip),
    signal,
  )) {
    const facts = measureCommit({
      commit,
      repository: run.repository,
      authorHash: hashOf(commit.author),
      state,
    });
    batch.push({
      sha: facts.sha,
      committedAt: facts.committedAt,
      facts: JSON.stringify(facts),
    });
    done += 1;
    if (batch.length >= BATCH) {
      await flush();
    }
    if (run.checkpoints && done % CHECKPOINT_EVERY === 0) {
      await flush();
      await sink.onCheckpoint({
        done,
        complete: false,
        state: encodeState(state),
      });
    }
  }
  await flush();
  if (done !== commits.length) {
    throw new Error(
      `git log told of ${done} commits where git rev-list told of ${commits.length}`,
    );
  }
  if (run.checkpoints) {
    await sink.onCheckpoint({
      done,
      complete: true,
      state: encodeState(state),
    });
  }
}

async function listCommits(
  run: HistoryRun,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const list = await runGitHere({
    gitDir: run.gitDir,
    args: [
      'rev-list',
      '--topo-order',
      '--reverse',
      '--no-merges',
      '--end-of-options',
      run.target,
      ...(run.base ? [`^${run.base}`] : []),
    ],
    signal,
  });
  return list.split('\n').filter(Boolean);
}

async function* readCommits(
  run: HistoryRun,
  commits: string[],
  signal: AbortSignal | undefined,
) {
  if (commits.length === 0) {
    return;
  }
  const { process: git, finished } = startGit({
    gitDir: run.gitDir,
    args: logArguments,
    signal,
  });
  try {
    git.stdin.end(`${commits.join('\n')}\n`);
    const parser = LogParser.create();
    for await (const chunk of git.stdout) {
      yield* parser.push(chunk);
    }
    await finished;
    yield* parser.end();
  } finally {
    git.kill();
  }
}

/**
 * HMAC-SHA256 of the address (or name) of the author, 128 bits of it: the same person is the same hash, also in webhooks
 * where the salt is configured, and nobody can be read back.
 */
function authorHasher(salt: string): (author: string) => string {
  const known = new Map<string, string>();
  return author => {
    const hash =
      known.get(author) ??
      createHmac('sha256', salt).update(author).digest('hex').slice(0, 32);
    known.set(author, hash);
    return hash;
  };
}
