import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

const FOLDERS = ['src/api', 'src/core', 'src/web', 'docs'];
const FILES = 40;
const AUTHORS = 6;
const MINUTE_S = 60;

/**
 * Makes a bare repository of small commits, the last one a minute ago, and answers their ids, oldest first.
 * The same seed gives the same changes.
 */
export async function createRepository(options: {
  directory: string;
  commits: number;
  random: () => number;
  now: Date;
}): Promise<string[]> {
  const { directory, commits, random, now } = options;
  await mkdir(directory, { recursive: true });
  await git(['init', '--quiet', '--bare', '--initial-branch=main', directory]);
  await git(
    ['-C', directory, 'fast-import', '--quiet'],
    history({ commits, random, now }),
  );
  const log = await git(['-C', directory, 'rev-list', '--reverse', 'main']);
  return log.trim().split('\n');
}

function history(options: {
  commits: number;
  random: () => number;
  now: Date;
}): string {
  const { commits, random, now } = options;
  const lines = new Map<string, number>();
  const stream: string[] = [];
  for (let index = 0; index < commits; index++) {
    const time =
      Math.floor(now.getTime() / 1000) - (commits - index) * MINUTE_S;
    const author = Math.floor(random() * AUTHORS);
    const person = `Author ${author} <author${author}@example.com> ${time} +0000`;
    const message = random() < 0.3 ? `Fix case ${index}` : `Change ${index}`;
    stream.push(
      'commit refs/heads/main',
      `author ${person}`,
      `committer ${person}`,
      data(message),
    );
    const touched = 1 + Math.floor(random() ** 3 * 8);
    for (let file = 0; file < touched; file++) {
      const number = Math.floor(random() * FILES);
      const path = `${FOLDERS[number % FOLDERS.length]}/file${number}.ts`;
      const length = (lines.get(path) ?? 20) + Math.floor(random() ** 3 * 200);
      lines.set(path, length);
      const content = Array.from(
        { length },
        (_, line) =>
          `const v${line} = ${line % 7 === index % 7 ? index : 0};\n`,
      ).join('');
      stream.push(`M 100644 inline ${path}`, data(content));
    }
  }
  return `${stream.join('\n')}\ndone\n`;
}

function data(content: string): string {
  return `data ${Buffer.byteLength(content)}\n${content}`;
}

async function git(args: string[], input = ''): Promise<string> {
  const child = spawn('git', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  // A git that ends early says why on its standard error.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [output, problem, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  if (code !== 0) {
    throw new Error(`git ${args.join(' ')}: ${problem}`);
  }
  return output;
}
