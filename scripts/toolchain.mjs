/**
 * Gets Node 22 and Yarn 4 from the npm registry into `.toolchain/`, so that `npm start` and `npm test` work on a
 * machine that has any Node with npm, and nothing else. Plain Node, no dependencies.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const NODE_VERSION = '22.23.3';
const YARN_VERSION = '4.13.0';
const NODE_PACKAGE = `node-${
  process.platform === 'win32' ? 'win' : process.platform
}-${process.arch}`;

const folder = path.join(root, '.toolchain');
const modules = path.join(folder, 'node_modules');

function installedVersion(name) {
  try {
    const file = path.join(modules, name, 'package.json');
    return JSON.parse(fs.readFileSync(file, 'utf8')).version;
  } catch {
    return undefined;
  }
}

/**
 * Environment of every further process: Node 22 and Yarn 4 first in PATH, and that Node's own headers for add-ons.
 * Throws with advice when the registry cannot be reached.
 */
export function ensureToolchain(say) {
  if (
    installedVersion(NODE_PACKAGE) !== NODE_VERSION ||
    installedVersion('@yarnpkg/cli-dist') !== YARN_VERSION
  ) {
    say(`Getting Node ${NODE_VERSION} and Yarn ${YARN_VERSION}`);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(
      path.join(folder, 'package.json'),
      '{ "name": "showcaller-toolchain", "private": true }\n',
    );
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const result = spawnSync(
      npm,
      [
        'install',
        '--no-audit',
        '--no-fund',
        '--no-package-lock',
        '--loglevel=error',
        `${NODE_PACKAGE}@${NODE_VERSION}`,
        `@yarnpkg/cli-dist@${YARN_VERSION}`,
      ],
      { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' },
    );
    if (result.status !== 0) {
      throw new Error(
        `npm could not install ${NODE_PACKAGE}@${NODE_VERSION} and @yarnpkg/cli-dist@${YARN_VERSION}:\n` +
          `${(result.stderr || String(result.error ?? '')).trim()}\n` +
          'Check that `npm ping` answers (proxy, registry setting), and that this platform has a Node 22 package on npm.',
      );
    }
  }
  const bin = path.join(modules, '.bin');
  return {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env.PATH}`,
    npm_config_nodedir: path.join(modules, NODE_PACKAGE),
    ONNXRUNTIME_NODE_INSTALL: 'skip',
  };
}
