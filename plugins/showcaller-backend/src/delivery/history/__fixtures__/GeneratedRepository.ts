import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What a generated commit does to one file. Lines never repeat, so the numbers are exactly what git counts. */
export type FileOperation =
  | { op: 'add'; path: string; added: number }
  | { op: 'change'; path: string; added: number; deleted: number }
  | { op: 'delete'; path: string }
  | { op: 'rename'; from: string; path: string; added: number }
  | { op: 'binary'; path: string };

export interface GeneratedCommit {
  author: string;
  /** Seconds since 1970. */
  time: number;
  message: string;
  branch?: string;
  /** Branch that this commit merges. */
  merges?: string;
  operations: FileOperation[];
}

/** Lines deleted by `delete` operations are known only while generating. */
export type AppliedOperation = FileOperation & {
  added: number;
  deleted: number;
};

interface Generated extends GeneratedCommit {
  applied: AppliedOperation[];
}

const bytesOf = (name: string) =>
  Buffer.from(
    name.replace(/\\x([0-9a-f]{2})/g, (_, hex) =>
      String.fromCharCode(parseInt(hex, 16)),
    ),
    /\\x/.test(name) ? 'latin1' : 'utf8',
  );

/** A bare repository in a temporary folder, written with `git fast-import`. */
export class GeneratedRepository {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'showcaller-git-'));
  readonly gitDir: string;
  readonly #trees = new Map<string, Map<string, string[]>>([
    ['main', new Map()],
  ]);
  readonly #commits = new Map<string, Generated>();
  #lines = 0;
  #binaries = 0;

  static create(name = 'repository.git'): GeneratedRepository {
    return new GeneratedRepository(name);
  }

  private constructor(name: string) {
    this.gitDir = path.join(this.folder, name);
    execFileSync('git', ['init', '-q', '--bare', '-b', 'main', this.gitDir]);
  }

  git(...args: string[]): string {
    return execFileSync('git', [`--git-dir=${this.gitDir}`, ...args], {
      maxBuffer: 1 << 28,
    })
      .toString()
      .trim();
  }

  head(branch = 'main'): string {
    return this.git('rev-parse', `refs/heads/${branch}`);
  }

  /** Commits by id, as far as they were generated here. */
  get commits(): Map<string, Generated> {
    return this.#commits;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async write(commits: GeneratedCommit[]): Promise<void> {
    const git = spawn('git', [
      `--git-dir=${this.gitDir}`,
      'fast-import',
      '--quiet',
      '--force',
      `--export-marks=${this.folder}/marks`,
    ]);
    const exited = once(git, 'exit');
    const generated: Generated[] = [];
    const begun = new Set<string>();
    for (const [index, commit] of commits.entries()) {
      const branch = commit.branch ?? 'main';
      const written = { ...commit, applied: [] as AppliedOperation[] };
      generated.push(written);
      git.stdin.write(this.#header(commit, branch, index + 1, begun));
      for (const operation of commit.operations) {
        git.stdin.write(this.#apply(operation, branch, written.applied));
      }
      git.stdin.write('\n');
    }
    git.stdin.end('done\n');
    const [code] = await exited;
    if (code !== 0) {
      throw new Error(`git fast-import ended with ${code}`);
    }
    const marks = execFileSync('cat', [`${this.folder}/marks`]).toString();
    for (const line of marks.trim().split('\n')) {
      const [mark, sha] = line.slice(1).split(' ');
      this.#commits.set(sha, generated[Number(mark) - 1]);
    }
  }

  #header(
    commit: GeneratedCommit,
    branch: string,
    mark: number,
    begun: Set<string>,
  ): string {
    const who = `${commit.author} <${commit.author}@example.org> ${commit.time} +0000`;
    const message = Buffer.from(commit.message);
    let from = '';
    if (!begun.has(branch)) {
      begun.add(branch);
      const exists = this.#trees.has(branch);
      const base = exists ? branch : 'main';
      if (!exists) {
        this.#trees.set(branch, new Map(this.#trees.get('main')));
      }
      from =
        begun.has('main') && !exists
          ? 'from refs/heads/main\n'
          : this.#known(base);
    }
    const merge = commit.merges ? `merge refs/heads/${commit.merges}\n` : '';
    return `commit refs/heads/${branch}\nmark :${mark}\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n${commit.message}\n${from}${merge}`;
  }

  #known(branch: string): string {
    try {
      return `from ${this.git(
        'rev-parse',
        '--verify',
        '-q',
        `refs/heads/${branch}`,
      )}\n`;
    } catch {
      return '';
    }
  }

  #apply(
    operation: FileOperation,
    branch: string,
    applied: AppliedOperation[],
  ): Buffer {
    const tree = this.#trees.get(branch) ?? new Map<string, string[]>();
    if (operation.op === 'binary') {
      this.#binaries += 1;
      applied.push({ ...operation, added: 0, deleted: 0 });
      return inline(operation.path, Buffer.from([0, 1, 2, this.#binaries]));
    }
    if (operation.op === 'delete') {
      const deleted = tree.get(operation.path)?.length ?? 0;
      tree.delete(operation.path);
      applied.push({ ...operation, added: 0, deleted });
      return Buffer.concat([
        Buffer.from('D '),
        bytesOf(operation.path),
        Buffer.from('\n'),
      ]);
    }
    const source = operation.op === 'rename' ? operation.from : operation.path;
    const before = operation.op === 'add' ? [] : tree.get(source) ?? [];
    const deleted =
      operation.op === 'change'
        ? Math.min(operation.deleted, before.length)
        : 0;
    const lines = [...before.slice(deleted)];
    for (let i = 0; i < operation.added; i++) {
      this.#lines += 1;
      lines.push(`${(this.#lines * 2654435761) % 4294967296} ${this.#lines}`);
    }
    applied.push({ ...operation, added: operation.added, deleted });
    const removal =
      operation.op === 'rename'
        ? Buffer.concat([
            Buffer.from('D '),
            bytesOf(operation.from),
            Buffer.from('\n'),
          ])
        : Buffer.alloc(0);
    if (operation.op === 'rename') {
      tree.delete(operation.from);
    }
    tree.set(operation.path, lines);
    const content = lines.map(line => `${line}\n`).join('');
    return Buffer.concat([
      removal,
      inline(operation.path, Buffer.from(content)),
    ]);
  }
}

function inline(name: string, content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from('M 100644 inline '),
    bytesOf(name),
    Buffer.from(`\ndata ${content.length}\n`),
    content,
    Buffer.from('\n'),
  ]);
}
