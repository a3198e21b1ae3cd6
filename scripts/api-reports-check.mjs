/**
 * Fails when a committed API report does not say what the code exports. The order of translation keys in a report
 * depends on the order in which TypeScript met them, so the same lines in another order count as the same report.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './toolchain.mjs';

const git = (...args) =>
  spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout;
const sorted = text => text.split('\n').sort().join('\n');

const reports = '*.api.md';
if (git('status', '--porcelain', '--', reports).trim()) {
  console.error('Commit the API reports first, so that they can be compared.');
  process.exit(1);
}
const made = spawnSync(
  process.execPath,
  [path.join(root, 'scripts', 'run.mjs'), 'yarn', 'api-reports'],
  { cwd: root, encoding: 'utf8' },
);
if (made.status !== 0) {
  console.error(made.stdout, made.stderr);
  process.exit(1);
}
const changed = git('status', '--porcelain', '--', reports)
  .split('\n')
  .filter(Boolean)
  .map(line => line.slice(3));
const different = changed.filter(
  file =>
    sorted(git('show', `HEAD:${file}`)) !==
    sorted(fs.readFileSync(path.join(root, file), 'utf8')),
);
for (const file of different) {
  console.error(`${file} is out of date:\n${git('diff', '--', file)}`);
}
for (const file of changed.filter(name => !different.includes(name))) {
  git('checkout', '--', file);
}
console.log(
  different.length
    ? 'Run `yarn tsc:full && yarn api-reports` and commit the reports.'
    : 'the reports are up to date',
);
process.exit(different.length ? 1 : 0);
