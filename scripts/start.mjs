/**
 * `npm start`: gets the toolchain, installs, starts the portal on SQLite and, unless `--no-demo` is given, the demo
 * organisation as a process of its own. `--verbose` streams the portal's log, which otherwise goes to `.data/portal.log`.
 */
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';
import { ensureToolchain, root } from './toolchain.mjs';

const APP = 'http://localhost:3000';
const BACKEND = 'http://localhost:7007';
/** Lets the demo organisation upload reports and incidents; never part of the production configuration. */
const DEMO_CONFIG = path.join('packages', 'demo', 'app-config.demo.yaml');
const data = path.join(root, '.data');
const withDemo = !process.argv.includes('--no-demo');
const verbose = process.argv.includes('--verbose');
const say = text => console.log(`showcaller: ${text}`);

const children = [];
let stopping = false;

function stop(code) {
  if (stopping) return;
  stopping = true;
  for (const child of children) {
    try {
      // The group: the command line tool starts processes of its own.
      process.kill(-child.pid, 'SIGTERM');
    } catch {
      child.kill('SIGTERM');
    }
  }
  const deadline = Date.now() + 8000;
  const wait = setInterval(() => {
    const alive = children.filter(
      c => c.exitCode === null && c.signalCode === null,
    );
    if (alive.length && Date.now() < deadline) return;
    clearInterval(wait);
    for (const child of children) {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // already gone
      }
    }
    process.exit(code);
  }, 100);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => stop(0));
}

function run(name, command, args, env, output) {
  const child = spawn(command, args, {
    cwd: root,
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', output, output],
    shell: process.platform === 'win32',
  });
  children.push(child);
  child.on('exit', code => {
    if (stopping) return;
    if (name === 'portal') {
      say(`The portal stopped (exit code ${code}). The end of its log:`);
      if (!verbose) {
        const log = fs.readFileSync(path.join(data, 'portal.log'), 'utf8');
        console.log(log.trim().split('\n').slice(-25).join('\n'));
      }
      stop(1);
    } else if (code !== 0) {
      say(
        `The ${name} stopped (exit code ${code}); the portal goes on without it.`,
      );
    }
  });
  return child;
}

function isFree(port) {
  return new Promise(resolve => {
    const server = net
      .createServer()
      .once('error', () => resolve(false))
      .once('listening', () => server.close(() => resolve(true)))
      .listen(port, '127.0.0.1');
  });
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return response.ok;
  } catch {
    return false;
  }
}

async function waitFor(what, url, seconds) {
  const started = Date.now();
  let shown = 0;
  while (!stopping) {
    if (await answers(url)) return;
    const passed = Math.round((Date.now() - started) / 1000);
    if (passed > seconds) {
      throw new Error(
        `${what} did not answer at ${url} within ${seconds} s. Its log is .data/portal.log; \`npm start -- --verbose\` shows it.`,
      );
    }
    if (passed - shown >= 10) {
      shown = passed;
      say(`waiting for ${what} (${passed} s)`);
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

/** A random value made at the first start and kept, so that nothing secret is in the repository. */
function kept(name) {
  const file = path.join(data, name);
  if (!fs.existsSync(file)) {
    fs.writeFileSync(file, crypto.randomBytes(32).toString('hex'), {
      mode: 0o600,
    });
  }
  return fs.readFileSync(file, 'utf8');
}

try {
  const toolchain = ensureToolchain(say);
  await ensureInstalled({ env: toolchain, say, stream: process.stdout });
  for (const port of [3000, 7007]) {
    if (!(await isFree(port))) {
      throw new Error(
        `Port ${port} is in use. Stop what listens there (another \`npm start\`?) and run the command again.`,
      );
    }
  }
  fs.mkdirSync(path.join(data, 'repositories'), { recursive: true });
  const env = {
    ...toolchain,
    SHOWCALLER_GITHUB_WEBHOOK_SECRET:
      process.env.SHOWCALLER_GITHUB_WEBHOOK_SECRET ?? kept('webhook-secret'),
    SHOWCALLER_IDENTITY_SALT:
      process.env.SHOWCALLER_IDENTITY_SALT ?? kept('identity-salt'),
    SHOWCALLER_DEMO_TOKEN: kept('demo-token'),
  };
  const output = verbose
    ? 'inherit'
    : fs.openSync(path.join(data, 'portal.log'), 'w');
  say('Starting the portal');
  const configs = ['app-config.yaml', ...(withDemo ? [DEMO_CONFIG] : [])];
  run(
    'portal',
    'yarn',
    [
      'backstage-cli',
      'repo',
      'start',
      ...configs.flatMap(file => ['--config', path.join(root, file)]),
    ],
    env,
    output,
  );
  if (withDemo) {
    // It writes its repositories meanwhile and waits for the backend by itself.
    const demo = [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      path.join('packages', 'demo', 'src', 'main.ts'),
      '--url',
      BACKEND,
      '--repositories',
      path.join(data, 'repositories'),
    ];
    run('demo', 'node', demo, env, 'inherit');
  }
  await waitFor('the backend', `${BACKEND}/api/showcaller/health`, 300);
  await waitFor('the front end', APP, 300);
  if (!stopping) {
    say(`Portal ready: ${APP}   (Ctrl-C stops everything)`);
  }
} catch (error) {
  console.error(`\n${error.message}`);
  stop(1);
}
