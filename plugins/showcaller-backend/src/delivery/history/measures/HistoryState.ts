/** What is known of one file before the next commit. Times are seconds since 1970. */
export interface FileRecord {
  lines: number;
  changedAt: number;
  changes: number;
  /** Authors that ever touched it, by index; the first `carried` of them only under an earlier name. */
  developers: number[];
  carried: number;
}

/** What is known of one author before the next commit. */
export interface AuthorRecord {
  hash: string;
  /** File touches so far. */
  touches: number;
  /** Times of the touches and how many files each was of, oldest first as far as compacted. */
  times: number[];
  weights: number[];
  compactAt: number;
  /** Distinct files by subsystem. */
  files: Map<string, number>;
}

const FIRST_COMPACTION = 2_048;
const RECENT_SECONDS = 90 * 86_400;
const DAY = 86_400;

/** Running state of an import: everything that the measures of the next commit depend on. */
export class HistoryState {
  readonly files = new Map<string, FileRecord>();
  readonly authors: AuthorRecord[] = [];
  readonly #indexOfAuthor = new Map<string, number>();

  static create(): HistoryState {
    return new HistoryState();
  }

  private constructor() {}

  authorIndex(hash: string): number {
    const known = this.#indexOfAuthor.get(hash);
    if (known !== undefined) {
      return known;
    }
    return this.addAuthor({
      hash,
      touches: 0,
      times: [],
      weights: [],
      compactAt: FIRST_COMPACTION,
      files: new Map(),
    });
  }

  addAuthor(author: AuthorRecord): number {
    const index = this.authors.push(author) - 1;
    this.#indexOfAuthor.set(author.hash, index);
    return index;
  }

  /**
   * The record of a touched file. A rename hands the record over to the new path; the old one keeps its own, because a
   * branch that is merged later may still change the file under its old name.
   */
  takeFile(path: string, source: FileRecord | undefined): FileRecord {
    const known = source
      ? {
          ...source,
          developers: [...source.developers],
          carried: source.developers.length,
        }
      : this.files.get(path) ?? {
          lines: 0,
          changedAt: Number.NaN,
          changes: 0,
          developers: [],
          carried: 0,
        };
    this.files.set(path, known);
    return known;
  }
}

/** Notes that an author touched a file; true when it is the first time under this name. */
export function noteDeveloper(file: FileRecord, author: number): boolean {
  const index = file.developers.indexOf(author);
  if (index < 0) {
    file.developers.push(author);
    return true;
  }
  if (index >= file.carried) {
    return false;
  }
  file.carried -= 1;
  file.developers[index] = file.developers[file.carried];
  file.developers[file.carried] = author;
  return true;
}

/**
 * Notes an author's touches. Those older than 90 days are merged by day once there are thousands: the weight
 * 1 / (days + 1) of a merged day differs from the exact sum by less than 1 in 10,000.
 */
export function noteTouches(
  author: AuthorRecord,
  time: number,
  files: number,
): void {
  author.touches += files;
  author.times.push(time);
  author.weights.push(files);
  if (author.times.length < author.compactAt) {
    return;
  }
  const days = new Map<number, { sum: number; weight: number }>();
  const recent: Array<[number, number]> = [];
  author.times.forEach((at, i) => {
    const weight = author.weights[i];
    if (time - at < RECENT_SECONDS) {
      recent.push([at, weight]);
    } else {
      const day = days.get(Math.floor(at / DAY)) ?? { sum: 0, weight: 0 };
      day.sum += at * weight;
      day.weight += weight;
      days.set(Math.floor(at / DAY), day);
    }
  });
  const merged = [...days.values()].map(({ sum, weight }): [number, number] => [
    sum / weight,
    weight,
  ]);
  const entries = [...merged, ...recent];
  author.times = entries.map(([at]) => at);
  author.weights = entries.map(([, weight]) => weight);
  author.compactAt = Math.max(FIRST_COMPACTION, 2 * entries.length);
}

/** Touches so far, each weighed by 1 / (days before `now` + 1). */
export function recentTouches(author: AuthorRecord, now: number): number {
  let sum = 0;
  for (let i = 0; i < author.times.length; i++) {
    const days = (now - author.times[i]) / DAY;
    sum += author.weights[i] / ((days > 0 ? days : 0) + 1);
  }
  return sum;
}
