import { startGit } from '../git/runGitHere';
import { isFix } from '../measures/isFix';
import type { SzzRun } from './SzzRun';

/** A commit that repairs something. */
export interface FixCommit {
  sha: string;
  fixedAt: string;
  /** The commit that it continues; absent for the first of all. */
  parent?: string;
  /** Commits that its message says it takes back. */
  reverts: string[];
}

const SEPARATOR = 0;
const FIELDS = 4;
const REVERTS = /\bThis reverts commit ([0-9a-f]{40})\b/g;
/** Taking a revert back brings the change again; it repairs nothing. */
const REAPPLIES = /^(?:Revert "Revert |Reapply )/;
/** Conventional Commits: the author said what it is, so the words in its text do not decide. */
const OTHER_KIND =
  /^(?:feat|feature|chore|docs?|style|refactor|tests?|build|ci|release)(?:\([^)]*\))?!?:/i;
const MESSAGE_LIMIT = 64 * 1024;

/**
 * The commits of a stretch that repair something, oldest first in topological order, merges left out: by their message
 * (see {@link isFix}; one that names another kind of change is none), because they revert a commit, or because the
 * run names them.
 */
export async function listFixes(
  run: SzzRun,
  signal?: AbortSignal,
): Promise<FixCommit[]> {
  const { process: git, finished } = startGit({
    gitDir: run.gitDir,
    args: [
      '-c',
      'log.showSignature=false',
      'log',
      '--no-merges',
      '--encoding=UTF-8',
      '--format=tformat:%H%x00%ct%x00%P%x00%B%x00',
      ...(run.commits
        ? ['--no-walk=unsorted', '--stdin']
        : [
            '--topo-order',
            '--reverse',
            '--end-of-options',
            run.target,
            ...(run.base ? [`^${run.base}`] : []),
            '--',
          ]),
    ],
    signal,
  });
  git.stdin.end((run.commits ?? []).map(sha => `${sha}\n`).join(''));
  const fixes: FixCommit[] = [];
  try {
    let fields: string[] = [];
    for await (const field of readFields(git.stdout)) {
      fields.push(field);
      if (fields.length === FIELDS) {
        const fix = toFix(fields, run.commits !== undefined);
        if (fix) {
          fixes.push(fix);
        }
        fields = [];
      }
    }
    await finished;
  } finally {
    git.kill();
  }
  return fixes;
}

function toFix(
  [id, time, parents, message]: string[],
  isKnown: boolean,
): FixCommit | undefined {
  const reverts = REAPPLIES.test(message)
    ? []
    : [...message.matchAll(REVERTS)].map(([, reverted]) => reverted);
  const says = isFix(message) && !OTHER_KIND.test(message);
  if (!says && reverts.length === 0 && !isKnown) {
    return undefined;
  }
  const parent = parents.split(' ')[0];
  return {
    sha: id.trim(),
    fixedAt: new Date(Number(time) * 1000).toISOString(),
    ...(parent && { parent }),
    reverts,
  };
}

async function* readFields(
  output: AsyncIterable<Buffer>,
): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of output) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (
      let end = bytes.indexOf(SEPARATOR, start);
      end >= 0;
      end = bytes.indexOf(SEPARATOR, start)
    ) {
      yield bytes.toString('utf8', start, Math.min(end, start + MESSAGE_LIMIT));
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
}
