import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { importHistory } from '@showcaller/backstage-plugin-showcaller-backend/history-worker';
import { NoDataError, type Suite } from '../Suite';

/** A run that is shorter than this is repeated, and the faster one counts. */
const REPEAT_BELOW_S = 60;

interface Timed<T> {
  seconds: number;
  result: T;
}

async function fastest<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const time = async (): Promise<Timed<T>> => {
    const start = performance.now();
    const result = await work();
    return { seconds: (performance.now() - start) / 1000, result };
  };
  const first = await time();
  if (first.seconds >= REPEAT_BELOW_S) {
    return first;
  }
  const second = await time();
  return second.seconds < first.seconds ? second : first;
}

async function findRepository(
  folder: string,
): Promise<{ gitDir: string; head: string }> {
  const git = async (...args: string[]) => {
    const { stdout } = await promisify(execFile)('git', [
      '-C',
      folder,
      ...args,
    ]);
    return stdout.trim();
  };
  try {
    return {
      gitDir: await git('rev-parse', '--absolute-git-dir'),
      head: await git('rev-parse', '--verify', 'HEAD^{commit}'),
    };
  } catch {
    throw new NoDataError(
      `no git repository with commits at ${folder}; name one with --data`,
    );
  }
}

/** What git alone needs for the same differences; its output is read and thrown away. */
async function runGitLog(gitDir: string, head: string): Promise<void> {
  const git = spawn(
    'git',
    [`--git-dir=${gitDir}`, 'log', '--numstat', '--no-merges', head],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  git.stdout.resume();
  const [code] = await once(git, 'exit');
  if (code !== 0) {
    throw new Error(`git log --numstat ended with ${code}`);
  }
}

async function runImport(gitDir: string, head: string): Promise<number> {
  let commits = 0;
  await importHistory(
    {
      gitDir,
      repository: 'bench/history',
      target: head,
      skip: 0,
      salt: 'bench',
      checkpoints: true,
    },
    {
      onTotal: async () => {},
      onCommits: async measured => {
        commits += measured.length;
      },
      onCheckpoint: async () => {},
    },
  );
  return commits;
}

/** Reads and measures the whole history of a repository with the worker's own code, without a database. */
export const historyImportSuite: Suite = {
  name: 'history-import',
  description: 'measures of every commit of a git repository, against git log',
  defaultData: '.',
  async run({ dataFolder, progress }) {
    const { gitDir, head } = await findRepository(dataFolder);
    progress(`git log --numstat of ${gitDir}`);
    const gitLog = await fastest(() => runGitLog(gitDir, head));
    progress('import');
    const ours = await fastest(() => runImport(gitDir, head));
    const json = {
      commits: ours.result,
      commits_per_s: ours.result / ours.seconds,
      rss_mb: process.resourceUsage().maxRSS / 1024,
      import_s: ours.seconds,
      git_log_numstat_s: gitLog.seconds,
      ratio: ours.seconds / gitLog.seconds,
    };
    return {
      tables: [
        {
          title: `History import of ${dataFolder}`,
          rows: [
            ['figure', 'value', 'floor', 'goal'],
            ['commits', json.commits, undefined, undefined],
            ['commits per second', json.commits_per_s, undefined, undefined],
            ['seconds', json.import_s, undefined, undefined],
            [
              'git log --numstat seconds',
              json.git_log_numstat_s,
              undefined,
              undefined,
            ],
            ['ratio', json.ratio, '≤ 2', '≤ 1.2'],
            ['peak memory MB', json.rss_mb, undefined, undefined],
          ],
        },
      ],
      json,
    };
  },
};
