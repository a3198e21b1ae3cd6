import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A repository in a temporary folder, with files of given content. Commits are a day apart. */
export class WrittenRepository {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'showcaller-szz-'));
  readonly gitDir = path.join(this.folder, '.git');
  #day = 0;

  static create(): WrittenRepository {
    return new WrittenRepository();
  }

  private constructor() {
    this.git('init', '-q', '-b', 'main', this.folder);
  }

  /** Writes files (undefined deletes one), commits them, and returns the id of the commit. */
  commit(message: string, files: Record<string, string | undefined>): string {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      if (content === undefined) {
        rmSync(file);
      } else {
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    }
    this.#day += 1;
    this.git('add', '--all');
    this.git('commit', '-q', '--allow-empty', '-m', message);
    return this.head();
  }

  /** The next commit comes so many days later than it would. */
  skipDays(days: number): void {
    this.#day += days;
  }

  head(): string {
    return this.git('rev-parse', 'HEAD');
  }

  git(...args: string[]): string {
    const date = `${1_700_000_000 + this.#day * 86_400} +0000`;
    return execFileSync('git', args, {
      cwd: this.folder,
      env: {
        PATH: process.env.PATH,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: 'ann',
        GIT_AUTHOR_EMAIL: 'ann@example.org',
        GIT_COMMITTER_NAME: 'ann',
        GIT_COMMITTER_EMAIL: 'ann@example.org',
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
      },
    })
      .toString()
      .trim();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
