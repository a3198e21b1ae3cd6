import { GitError, runGitHere, startGit } from '../git/runGitHere';
import { blameLines } from './blameLines';
import { type FixDiff, fixDiffArguments, FixDiffParser } from './FixDiffParser';
import { type FixCommit, listFixes } from './listFixes';
import type { SzzLink, SzzRun, SzzSink, TracedFix } from './SzzRun';

/** Fixes of more source files, or more changed source lines, are sweeping work in which faults cannot be told. */
const MAX_FILES = 50;
const MAX_LINES = 1_000;
const BATCH = 20;
const IGNORED_LIMIT = 500;
const IGNORED_FILE = '.git-blame-ignore-revs';

/**
 * Traces fixes back to the changes that introduced what they repair: SZZ (Śliwerski, Zimmermann, Zeller, MSR 2005) in
 * the meta-change aware form (MA-SZZ, da Costa et al., TSE 2017).
 *
 * For each fix, oldest first: (1) the source lines that it changed or deleted, leaving out whitespace, blank and comment
 * lines, tests and generated files; (2) `git blame` of these lines at its parent, ignoring whitespace and the commits
 * that the repository lists in `.git-blame-ignore-revs`, following renames; (3) the commits found are the inducing ones.
 * A fix that reverts a commit leads to that one alone. Merges are neither fixes nor do they count as inducing: the
 * caller drops what it has no facts of.
 *
 * @returns whether the stretch is done; false when the limit or the time was used up.
 * @throws GitError when the repository cannot be read.
 * @public
 */
export async function traceFixes(
  run: SzzRun,
  sink: SzzSink,
  signal?: AbortSignal,
): Promise<boolean> {
  const end = Date.now() + run.budgetMs;
  const fixes = await listFixes(run, signal);
  await sink.onTotal(fixes.length);
  const wanted = fixes.slice(run.skip, run.skip + run.limit);
  const ignored = await readIgnored(run, signal);
  let traced = 0;
  let batch: TracedFix[] = [];
  const flush = async () => {
    const full = batch;
    batch = [];
    if (full.length > 0) {
      await sink.onTraced(full);
    }
  };
  for await (const { fix, diff } of readDiffs(run, wanted, signal)) {
    if (Date.now() >= end && traced > 0) {
      break;
    }
    batch.push(await trace({ run, fix, diff, ignored, signal }));
    traced += 1;
    if (batch.length >= BATCH) {
      await flush();
    }
  }
  signal?.throwIfAborted();
  await flush();
  return run.skip + traced >= fixes.length;
}

async function trace(options: {
  run: SzzRun;
  fix: FixCommit;
  diff: FixDiff;
  ignored: string[];
  signal: AbortSignal | undefined;
}): Promise<TracedFix> {
  const { run, fix, diff, ignored, signal } = options;
  const { sha, fixedAt, parent, reverts } = fix;
  const files = diff.files.filter(({ lines }) => lines.length > 0);
  const lines = files.reduce((sum, file) => sum + file.lines.length, 0);
  const untraced = (skipped: TracedFix['skipped']): TracedFix => ({
    sha,
    fixedAt,
    links: [],
    skipped,
  });
  if (reverts.length > 0) {
    const links = reverts.map(
      (reverted): SzzLink => ({ sha: reverted, lines, method: 'revert' }),
    );
    return { sha, fixedAt, links };
  }
  if (!parent) {
    return untraced('first commit');
  }
  if (lines === 0) {
    return untraced('no changed source lines');
  }
  if (files.length > MAX_FILES) {
    return untraced('too many files');
  }
  if (lines > MAX_LINES) {
    return untraced('too many lines');
  }
  const counts = new Map<string, number>();
  let read = 0;
  for (const file of files) {
    const found = await blameFile({
      gitDir: run.gitDir,
      revision: parent,
      ...file,
      ignored,
      signal,
    });
    read += found ? 1 : 0;
    for (const [inducing, count] of found ?? []) {
      counts.set(inducing, (counts.get(inducing) ?? 0) + count);
    }
  }
  if (read === 0) {
    return untraced('not readable');
  }
  return {
    sha,
    fixedAt,
    links: [...counts].map(([inducing, count]) => ({
      sha: inducing,
      lines: count,
      method: 'blame',
    })),
  };
}

/** Undefined for a file that git cannot blame, or not in time: the other files of the fix are still traced. */
async function blameFile(
  options: Parameters<typeof blameLines>[0],
): Promise<Map<string, number> | undefined> {
  try {
    return await blameLines(options);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof GitError || isTimeout(error)) {
      return undefined;
    }
    throw error;
  }
}

function isTimeout(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'TimeoutError' || error.name === 'AbortError')
  );
}

/**
 * The changed lines of each fix, in order; git compares in its own process while the one before is blamed. git leaves out
 * commits that changed nothing of interest.
 */
async function* readDiffs(
  run: SzzRun,
  fixes: FixCommit[],
  signal: AbortSignal | undefined,
): AsyncGenerator<{ fix: FixCommit; diff: FixDiff }> {
  if (fixes.length === 0) {
    return;
  }
  const { process: git, finished } = startGit({
    gitDir: run.gitDir,
    args: fixDiffArguments,
    signal,
  });
  let next = 0;
  function* upTo(diff: FixDiff | undefined) {
    while (next < fixes.length) {
      const fix = fixes[next];
      const isIt = fix.sha === diff?.sha;
      next += 1;
      yield { fix, diff: isIt ? diff : { sha: fix.sha, files: [] } };
      if (isIt) {
        return;
      }
    }
  }
  try {
    git.stdin.end(`${fixes.map(({ sha }) => sha).join('\n')}\n`);
    const parser = FixDiffParser.create();
    for await (const chunk of git.stdout) {
      for (const diff of parser.push(chunk)) {
        yield* upTo(diff);
      }
    }
    await finished;
    for (const diff of parser.end()) {
      yield* upTo(diff);
    }
    yield* upTo(undefined);
  } finally {
    git.kill();
  }
}

/** Commits that the repository itself says to look through, such as one that formatted everything. */
async function readIgnored(
  run: SzzRun,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  try {
    const list = await runGitHere({
      gitDir: run.gitDir,
      args: ['cat-file', 'blob', `${run.target}:${IGNORED_FILE}`],
      signal,
    });
    const named = [...new Set(list.match(/^[0-9a-f]{40}\b/gm))];
    // git refuses to blame at all when one of them is not there.
    const known = await runGitHere({
      gitDir: run.gitDir,
      args: ['cat-file', '--batch-check=%(objectname) %(objecttype)'],
      input: named.map(sha => `${sha}\n`).join(''),
      signal,
    });
    return named
      .filter(sha => known.includes(`${sha} commit`))
      .slice(0, IGNORED_LIMIT);
  } catch (error) {
    if (error instanceof GitError) {
      return [];
    }
    throw error;
  }
}
