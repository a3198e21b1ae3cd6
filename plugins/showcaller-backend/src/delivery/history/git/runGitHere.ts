import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

const STDERR_LIMIT = 4_096;
const OUTPUT_LIMIT = 256 * 1024 * 1024;

export interface GitCommand {
  /** The repository itself: git never searches upwards for one. Absent only for `clone`. */
  gitDir?: string;
  args: string[];
  input?: string;
  /** More environment, e.g. credentials; never arguments, which other users of the machine can read. */
  env?: Record<string, string>;
  signal?: AbortSignal;
}

/** Thrown when git ends with an error; the message is git's own. */
export class GitError extends Error {
  readonly exitCode: number | undefined;

  constructor(message: string, exitCode: number | undefined) {
    super(message);
    this.name = 'GitError';
    this.exitCode = exitCode;
  }
}

function environment(extra: Record<string, string>): NodeJS.ProcessEnv {
  // Variables such as GIT_DIR of a surrounding git process would redirect the command.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('GIT_'),
  );
  return {
    ...Object.fromEntries(inherited),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ALLOW_PROTOCOL: 'file:https:ssh',
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes',
    ...extra,
  };
}

/** Starts git without a shell. `finished` rejects with a {@link GitError} unless it ends well. */
export function startGit(command: GitCommand): {
  process: ChildProcessByStdio<Writable, Readable, Readable>;
  finished: Promise<void>;
} {
  const { gitDir, args, env = {}, signal } = command;
  const child = spawn(
    'git',
    [...(gitDir ? [`--git-dir=${gitDir}`] : []), ...args],
    { env: environment(env), signal, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let stderr = '';
  child.stderr.on('data', chunk => {
    stderr = (stderr + chunk).slice(-STDERR_LIMIT);
  });
  // git closes its input early when it fails; its exit tells why.
  child.stdin.on('error', () => {});
  const finished = new Promise<void>((resolve, reject) => {
    child.on('error', error =>
      reject(
        'code' in error && error.code === 'ENOENT'
          ? new GitError('git is not installed, or not in PATH', undefined)
          : error,
      ),
    );
    child.on('close', (code, killedBy) => {
      if (code === 0) {
        resolve();
      } else {
        const why = stderr.trim() || `ended with ${killedBy ?? code}`;
        reject(
          new GitError(`git ${subcommand(args)}: ${why}`, code ?? undefined),
        );
      }
    });
  });
  // Whoever reads the output first must not make this an unhandled rejection.
  finished.catch(() => {});
  return { process: child, finished };
}

/** Runs git to its end, started by this thread, and returns what it printed, as UTF-8. */
export async function runGitHere(command: GitCommand): Promise<string> {
  const { process: child, finished } = startGit(command);
  child.stdin.end(command.input ?? '');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of child.stdout) {
    size += chunk.length;
    if (size > OUTPUT_LIMIT) {
      child.kill();
      throw new GitError(
        `git ${subcommand(
          command.args,
        )} printed more than ${OUTPUT_LIMIT} bytes`,
        undefined,
      );
    }
    chunks.push(chunk);
  }
  await finished;
  return Buffer.concat(chunks).toString('utf8');
}

function subcommand(args: string[]): string {
  const index = args.findIndex(
    (arg, i) => !arg.startsWith('-') && args[i - 1] !== '-c',
  );
  return args[index] ?? '';
}
