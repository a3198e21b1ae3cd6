import { SeededRandom } from '../random/SeededRandom';

/** Number of added and deleted lines, as `git diff --numstat` counts them. */
export interface LineCounts {
  added: number;
  deleted: number;
}

/**
 * The checked-out files of one repository, as lines. Binary files are kept as their number of bytes only.
 */
export class Workspace {
  readonly #files = new Map<string, string[]>();
  readonly #binaries = new Set<string>();
  readonly #heat = new Map<string, number>();

  private constructor() {}

  static create(): Workspace {
    return new Workspace();
  }

  /** Text files. */
  paths(): string[] {
    return [...this.#files.keys()];
  }

  binaries(): string[] {
    return [...this.#binaries];
  }

  has(path: string): boolean {
    return this.#files.has(path) || this.#binaries.has(path);
  }

  lineCount(path: string): number {
    return this.#files.get(path)?.length ?? 0;
  }

  content(path: string): string {
    const lines = this.#files.get(path) ?? [];
    return lines.length > 0 ? `${lines.join('\n')}\n` : '';
  }

  /**
   * How often a file is changed compared to others: a few files of a repository take most of its changes. It is a
   * property of the path, so that it is the same after a restart.
   */
  heat(path: string): number {
    let heat = this.#heat.get(path);
    if (heat === undefined) {
      heat = SeededRandom.create(`heat/${path}`).logNormal(1, 1.3);
      this.#heat.set(path, heat);
    }
    return heat;
  }

  write(path: string, lines: string[]): void {
    this.#files.set(path, lines);
  }

  writeBinary(path: string): void {
    this.#binaries.add(path);
  }

  remove(path: string): void {
    this.#files.delete(path);
    this.#binaries.delete(path);
  }

  rename(from: string, to: string): void {
    this.#files.set(to, this.#files.get(from) ?? []);
    this.#files.delete(from);
  }

  /**
   * Replaces, inserts and deletes lines in a few places of a file. Deletes no more than there is.
   *
   * @returns what really changed
   */
  edit(
    path: string,
    wanted: LineCounts,
    random: SeededRandom,
    nextLine: () => string,
  ): LineCounts {
    const before = this.#files.get(path) ?? [];
    const deleted = Math.min(wanted.deleted, Math.max(0, before.length - 3));
    const hunks = Math.min(
      1 + Math.floor(Math.sqrt(wanted.added + deleted) / 3),
      8,
    );
    const after: string[] = [];
    let position = 0;
    for (let hunk = 0; hunk < hunks; hunk++) {
      const remove = share(deleted, hunk, hunks);
      const laterDeletes = deleted - shareUpTo(deleted, hunk, hunks);
      const slack = before.length - position - remove - laterDeletes;
      const skip = Math.floor((random.uniform() * slack) / (hunks - hunk));
      for (let i = 0; i < skip; i++) {
        after.push(before[position + i]);
      }
      position += skip + remove;
      for (let i = share(wanted.added, hunk, hunks); i > 0; i--) {
        after.push(nextLine());
      }
    }
    for (; position < before.length; position++) {
      after.push(before[position]);
    }
    this.#files.set(path, after);
    return { added: wanted.added, deleted };
  }
}

/** Part `index` of `total` split into `parts` whole numbers. */
function share(total: number, index: number, parts: number): number {
  return (
    shareUpTo(total, index, parts) -
    (index === 0 ? 0 : shareUpTo(total, index - 1, parts))
  );
}

function shareUpTo(total: number, index: number, parts: number): number {
  return Math.floor((total * (index + 1)) / parts);
}
