import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { gitEnvironment } from './git';

/** Author or committer with a time in epoch milliseconds. */
export interface Signature {
  name: string;
  email: string;
  at: number;
}

/** One file of a commit; `blob` is a mark of {@link FastImport.blob}. */
export type TreeChange =
  | { change: 'write'; path: string; blob: string }
  | { change: 'delete'; path: string };

/**
 * Writes commits into a bare repository through one `git fast-import` process. Objects are named by marks (`:1`)
 * until {@link FastImport.finish} tells their real ids.
 */
export class FastImport {
  readonly #child: ChildProcess;
  readonly #input: Writable;
  readonly #marksFile: string;
  readonly #closed: Promise<void>;
  readonly #commits = new Set<string>();
  #lastMark = 0;

  private constructor(
    child: ChildProcess,
    input: Writable,
    marksFile: string,
    closed: Promise<void>,
  ) {
    this.#child = child;
    this.#input = input;
    this.#marksFile = marksFile;
    this.#closed = closed;
  }

  /** @param gitDirectory - an existing bare repository */
  static create(gitDirectory: string): FastImport {
    const marksFile = path.resolve(gitDirectory, `marks-${process.pid}`);
    const child = spawn(
      'git',
      ['fast-import', '--quiet', `--export-marks=${marksFile}`],
      {
        cwd: gitDirectory,
        env: gitEnvironment,
        stdio: ['pipe', 'ignore', 'pipe'],
      },
    );
    const { stdin, stderr } = child;
    if (!stdin || !stderr) {
      throw new Error('git fast-import was started without pipes');
    }
    let said = '';
    stderr.on('data', chunk => {
      said += chunk;
    });
    stdin.on('error', () => {});
    const closed = new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', code =>
        code === 0
          ? resolve()
          : reject(new Error(`git fast-import failed: ${said.trim()}`)),
      );
    });
    closed.catch(() => {});
    return new FastImport(child, stdin, marksFile, closed);
  }

  /** Stores file content. */
  async blob(content: string | Buffer): Promise<string> {
    const mark = this.#nextMark();
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
    await this.#write(
      Buffer.concat([
        Buffer.from(`blob\nmark ${mark}\ndata ${bytes.length}\n`),
        bytes,
        Buffer.from('\n'),
      ]),
    );
    return mark;
  }

  /** @param parent - mark or commit id; absent for the first commit of a branch */
  async commit(options: {
    ref: string;
    parent?: string;
    author: Signature;
    committer: Signature;
    message: string;
    tree: TreeChange[];
  }): Promise<string> {
    const mark = this.#nextMark();
    this.#commits.add(mark);
    const lines = [
      `commit ${options.ref}`,
      `mark ${mark}`,
      `author ${signature(options.author)}`,
      `committer ${signature(options.committer)}`,
      `data ${Buffer.byteLength(options.message)}`,
      options.message,
    ];
    if (options.parent) {
      lines.push(`from ${options.parent}`);
    }
    for (const file of options.tree) {
      if (file.change === 'write') {
        lines.push(`M 100644 ${file.blob} ${file.path}`);
      } else {
        lines.push(`D ${file.path}`);
      }
    }
    await this.#write(`${lines.join('\n')}\n\n`);
    return mark;
  }

  /** Points a ref (a tag, say) at a commit. */
  async reset(ref: string, commit: string): Promise<void> {
    await this.#write(`reset ${ref}\nfrom ${commit}\n\n`);
  }

  /** Waits until git has everything. Gives the commit ids by mark. */
  async finish(): Promise<Map<string, string>> {
    this.#input.end();
    await this.#closed;
    const text = await fs.readFile(this.#marksFile, 'utf8');
    await fs.rm(this.#marksFile);
    const ids = new Map<string, string>();
    for (const line of text.split('\n')) {
      const [mark, id] = line.split(' ');
      if (this.#commits.has(mark)) {
        ids.set(mark, id);
      }
    }
    return ids;
  }

  async #write(chunk: string | Buffer): Promise<void> {
    if (this.#child.exitCode !== null) {
      await this.#closed;
    }
    if (!this.#input.write(chunk)) {
      await Promise.race([once(this.#input, 'drain'), this.#closed]);
    }
  }

  #nextMark(): string {
    this.#lastMark += 1;
    return `:${this.#lastMark}`;
  }
}

function signature({ name, email, at }: Signature): string {
  return `${name} <${email}> ${Math.floor(at / 1000)} +0000`;
}
