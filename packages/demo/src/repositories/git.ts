import { spawn } from 'node:child_process';

/** Environment without the caller's own git settings: the same repositories come out on every machine. */
export const gitEnvironment: NodeJS.ProcessEnv = {
  ...process.env,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};

/**
 * Runs git and gives its standard output.
 *
 * @throws Error with git's own words when it fails
 */
export async function git(
  args: string[],
  options: { cwd?: string; input?: string } = {},
): Promise<Buffer> {
  const child = spawn('git', args, {
    cwd: options.cwd,
    env: gitEnvironment,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', chunk => output.push(chunk));
  child.stderr.on('data', chunk => errors.push(chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    const said = Buffer.concat(errors).toString('utf8').trim();
    throw new Error(`git ${args[0]} failed: ${said || `exit code ${code}`}`);
  }
  return Buffer.concat(output);
}
