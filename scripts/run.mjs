/**
 * Runs a task of this repository with the right Node and Yarn: `node scripts/run.mjs <task> [arguments]`.
 * What the bootstrap says goes to standard error, so that a task's standard output stays its own.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';
import { ensureToolchain, root } from './toolchain.mjs';

const transform = ['--require', '@backstage/cli/config/nodeTransform.cjs'];

const tasks = {
  test: args => [
    'yarn',
    ['backstage-cli', 'repo', 'test', '--watchAll=false', ...args],
  ],
  bench: args => [
    'node',
    [...transform, path.join('packages', 'bench', 'src', 'main.ts'), ...args],
  ],
  'train-risk-prior': args => [
    'node',
    [
      ...transform,
      path.join('packages', 'engine', 'scripts', 'trainRiskPrior.ts'),
      ...args,
    ],
  ],
  fuzz: args => [
    'node',
    [
      ...transform,
      path.join('packages', 'engine', 'scripts', 'fuzzPolicy.ts'),
      ...args,
    ],
  ],
  demo: args => [
    'node',
    [...transform, path.join('packages', 'demo', 'src', 'main.ts'), ...args],
  ],
  yarn: args => ['yarn', args],
  node: args => ['node', args],
};

const [task, ...args] = process.argv.slice(2);
if (!tasks[task]) {
  console.error(
    `Unknown task ${task ?? '(none)'}; there are: ${Object.keys(tasks).join(
      ', ',
    )}`,
  );
  process.exit(2);
}
const say = text => console.error(`showcaller: ${text}`);
try {
  const env = ensureToolchain(say);
  await ensureInstalled({ env, say, stream: process.stderr });
  const [command, commandArgs] = tasks[task](args);
  const result = spawnSync(command, commandArgs, {
    cwd: root,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exit(result.status ?? 1);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
