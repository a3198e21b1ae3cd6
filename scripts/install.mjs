/** Installs the workspace with Yarn when something changed since the last time; a second run takes milliseconds. */
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './toolchain.mjs';

const stamp = path.join(root, 'node_modules', '.showcaller-install');

function workspaceFiles() {
  const files = ['package.json', 'yarn.lock', '.yarnrc.yml'];
  for (const group of ['packages', 'plugins']) {
    for (const name of fs.readdirSync(path.join(root, group)).sort()) {
      const file = path.join(group, name, 'package.json');
      if (fs.existsSync(path.join(root, file))) files.push(file);
    }
  }
  return files;
}

function fingerprint() {
  const hash = crypto
    .createHash('sha256')
    .update(process.platform + process.arch);
  for (const file of workspaceFiles()) {
    hash.update(file).update(fs.readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

/** What a failed installation says: the packages, the end of their build log, and what to try. */
function explain(output) {
  const lines = output
    .split('\n')
    .map(line => line.replace(/\x1b\[[0-9;]*m/g, ''));
  const failed = lines.filter(line =>
    /YN0(009|001|028|035|041|080|082)|couldn't be built|RequestError|ENOSPC/.test(
      line,
    ),
  );
  const logs = [...output.matchAll(/logs can be found here: ([^\s)]+)/g)].map(
    m => m[1],
  );
  const tails = logs
    .filter(log => fs.existsSync(log))
    .map(log =>
      fs.readFileSync(log, 'utf8').trim().split('\n').slice(-12).join('\n'),
    );
  return [
    'The installation failed:',
    ...(failed.length ? failed : lines.slice(-15)),
    ...tails,
    '',
    'What to try:',
    ' - a package that could not be built: install python3, make and a C++ compiler (Debian: apt-get install python3 make g++)',
    ' - a request that failed: check `npm ping`, your proxy and registry settings, then run the command again',
    ' - no space left: the installation needs about 3 GB',
    ' - YN0028 (the lockfile would be changed): run `yarn install` and commit yarn.lock',
  ].join('\n');
}

/** Streams Yarn's own progress to `stream`. Rejects with an explanation when a package fails. */
export async function ensureInstalled({ env, say, stream }) {
  const wanted = fingerprint();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) {
    return;
  }
  say('Installing packages (about 5 minutes the first time)');
  const args = process.env.CI ? ['install', '--immutable'] : ['install'];
  const output = await new Promise((resolve, reject) => {
    const child = spawn('yarn', args, {
      cwd: root,
      env: { ...env, FORCE_COLOR: stream.isTTY ? '1' : '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let text = '';
    const take = chunk => {
      text += chunk;
      stream.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', code =>
      code === 0 ? resolve(text) : reject(new Error(explain(text))),
    );
  });
  fs.writeFileSync(stamp, fingerprint());
  return output;
}
