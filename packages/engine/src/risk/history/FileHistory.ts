/** What the history needs of one commit. @public */
export interface HistoricalChange {
  sha: string;
  /** RFC 3339 */
  committedAt: string;
  /** Stands for the author; equal for equal people. */
  authorHash: string;
  files: readonly string[];
  /** Lines added + deleted per entry of `files`. */
  churn: readonly number[];
}

/** A stretch of time, in milliseconds since 1970; `since` inclusive, `until` inclusive. @public */
export interface TimeSpan {
  since: number;
  until: number;
}

/** Files as they were before something, whose own commits are left out. @public */
export interface FileQuestion extends TimeSpan {
  files: readonly string[];
  /** Commits that are asked about, and do not count as history. */
  without?: ReadonlySet<string>;
}

/** @public */
export interface FilesPast {
  /** Lines added and deleted in the files. */
  churn: number;
  /** Changes of one of the files, each file of a commit by itself. */
  touches: number;
  /** Of the touches, the share (0-1) of the author with the most; undefined without any. */
  mainAuthorShare?: number;
  /** When the last of them was committed, milliseconds since 1970. */
  lastChangedAt?: number;
}

/** @public */
export interface TeamExperience {
  /** Authors who touched the folder in that time. */
  authors: number;
  /** File touches per author; NaN without any. */
  meanTouches: number;
}

/**
 * Which commits touched which files, when and by whom, to be asked as of any moment: what a commit tells counts only
 * within the span asked for, so the past never knows the future.
 *
 * 1. Per path, the commits that touched it with their changed lines; per commit, its time and author.
 * 2. `pastOf` walks the touches of the files asked about that lie within the span.
 * 3. `experienceIn` counts the touches below a folder by author.
 *
 * Commits may be added in any order; a commit that is known already is passed over. Renames are not followed: a moved
 * file begins anew.
 *
 * @public
 */
export class FileHistory {
  readonly #ordinals = new Map<string, number>();
  readonly #times: number[] = [];
  readonly #authors: string[] = [];
  /** Commit and lines in turn, per path. */
  readonly #touches = new Map<string, number[]>();
  #size = 0;

  static create(): FileHistory {
    return new FileHistory();
  }

  private constructor() {}

  /** Number of touches held: what the memory it takes grows with. */
  get size(): number {
    return this.#size;
  }

  get commits(): number {
    return this.#times.length;
  }

  /**
   * Adds commits; answers how many were new.
   *
   * @throws RangeError when `files` and `churn` of a commit differ in length.
   */
  add(changes: Iterable<HistoricalChange>): number {
    const before = this.#times.length;
    for (const change of changes) {
      if (!this.#ordinals.has(change.sha)) {
        this.#addOne(change);
      }
    }
    return this.#times.length - before;
  }

  pastOf(question: FileQuestion): FilesPast {
    const { files, since, until, without } = question;
    const excluded = new Set<number>();
    for (const sha of without ?? []) {
      const ordinal = this.#ordinals.get(sha);
      if (ordinal !== undefined) {
        excluded.add(ordinal);
      }
    }
    const byAuthor = new Map<string, number>();
    let churn = 0;
    let touches = 0;
    let last = -Infinity;
    for (const path of new Set(files)) {
      const list = this.#touches.get(path) ?? [];
      for (let i = 0; i < list.length; i += 2) {
        const ordinal = list[i];
        const time = this.#times[ordinal];
        if (time >= since && time <= until && !excluded.has(ordinal)) {
          const author = this.#authors[ordinal];
          byAuthor.set(author, (byAuthor.get(author) ?? 0) + 1);
          churn += list[i + 1];
          touches += 1;
          last = Math.max(last, time);
        }
      }
    }
    return {
      churn,
      touches,
      ...(touches > 0 && {
        mainAuthorShare: Math.max(...byAuthor.values()) / touches,
        lastChangedAt: last,
      }),
    };
  }

  /** Experience below a folder; of the whole repository without one. */
  experienceIn(question: TimeSpan & { folder?: string }): TeamExperience {
    const { folder, since, until } = question;
    const prefix = folder ? `${folder}/` : '';
    const byAuthor = new Map<string, number>();
    for (const [path, list] of this.#touches) {
      if (!path.startsWith(prefix)) {
        continue;
      }
      for (let i = 0; i < list.length; i += 2) {
        const time = this.#times[list[i]];
        if (time >= since && time <= until) {
          const author = this.#authors[list[i]];
          byAuthor.set(author, (byAuthor.get(author) ?? 0) + 1);
        }
      }
    }
    let total = 0;
    for (const touches of byAuthor.values()) {
      total += touches;
    }
    return { authors: byAuthor.size, meanTouches: total / byAuthor.size };
  }

  #addOne(change: HistoricalChange): void {
    const { sha, committedAt, authorHash, files, churn } = change;
    if (files.length !== churn.length) {
      throw new RangeError(
        `Commit ${sha} lists ${files.length} files but ${churn.length} churn counts`,
      );
    }
    const ordinal = this.#times.push(Date.parse(committedAt)) - 1;
    this.#authors.push(authorHash);
    this.#ordinals.set(sha, ordinal);
    for (const [index, path] of files.entries()) {
      const list = this.#touches.get(path);
      if (list) {
        list.push(ordinal, churn[index]);
      } else {
        this.#touches.set(path, [ordinal, churn[index]]);
      }
      this.#size += 1;
    }
  }
}
