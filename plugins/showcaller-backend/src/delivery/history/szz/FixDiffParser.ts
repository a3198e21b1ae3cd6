import { commentPattern, isCode } from './sourceLines';

/** Lines of a file before a fix that the fix changed or deleted. */
export interface ChangedFile {
  /** The path before the fix. */
  path: string;
  /** Line numbers from 1, ascending. */
  lines: number[];
}

/** A fix with the source lines that it changed. */
export interface FixDiff {
  sha: string;
  files: ChangedFile[];
}

/** Arguments of `git log` that print what {@link FixDiffParser} reads; the commits come on standard input. */
export const fixDiffArguments = [
  '-c',
  'core.quotePath=false',
  '-c',
  'diff.renameLimit=1000',
  '-c',
  'log.showSignature=false',
  'log',
  '--no-walk=unsorted',
  '--stdin',
  '--patch',
  '--unified=0',
  '--ignore-all-space',
  '--ignore-blank-lines',
  '--find-renames',
  '--diff-filter=MR',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--format=commit %H',
];

const COMMIT = 'commit ';
const HUNK = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/;
const NEWLINE = 0x0a;
const LINE_LIMIT = 64 * 1024;

/**
 * Parses the bytes of `git log` with {@link fixDiffArguments}, chunk by chunk: for every commit the source lines of
 * the old side. The lines of a hunk are counted, so that no content can be taken for a header.
 */
export class FixDiffParser {
  #rest: Buffer = Buffer.alloc(0);
  #fix: FixDiff | undefined;
  #file: ChangedFile | undefined;
  #comment: RegExp | undefined;
  #oldLine = 0;
  #oldLeft = 0;
  #newLeft = 0;

  static create(): FixDiffParser {
    return new FixDiffParser();
  }

  private constructor() {}

  /** The fixes that are complete after these bytes. */
  *push(chunk: Buffer): Generator<FixDiff> {
    const bytes =
      this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    let start = 0;
    for (
      let end = bytes.indexOf(NEWLINE, start);
      end >= 0;
      end = bytes.indexOf(NEWLINE, start)
    ) {
      const line = bytes.toString(
        'utf8',
        start,
        Math.min(end, start + LINE_LIMIT),
      );
      const done = this.#line(line);
      if (done) {
        yield done;
      }
      start = end + 1;
    }
    this.#rest = bytes.subarray(start);
  }

  /** The last fix. */
  *end(): Generator<FixDiff> {
    if (this.#fix) {
      yield this.#fix;
      this.#fix = undefined;
    }
  }

  /** Takes one line; returns the fix before when the line begins another. */
  #line(line: string): FixDiff | undefined {
    if (this.#oldLeft > 0 || this.#newLeft > 0) {
      this.#content(line);
      return undefined;
    }
    if (line.startsWith(COMMIT)) {
      const before = this.#fix;
      this.#fix = { sha: line.slice(COMMIT.length), files: [] };
      this.#file = undefined;
      return before;
    }
    if (line.startsWith('--- ')) {
      this.#beginFile(line.slice(4));
      return undefined;
    }
    const hunk = HUNK.exec(line);
    if (hunk) {
      this.#oldLine = Number(hunk[1]);
      this.#oldLeft = Number(hunk[2] ?? 1);
      this.#newLeft = Number(hunk[3] ?? 1);
    }
    return undefined;
  }

  #content(line: string): void {
    if (line.startsWith('-')) {
      if (this.#comment && isCode(line.slice(1), this.#comment)) {
        this.#file?.lines.push(this.#oldLine);
      }
      this.#oldLine += 1;
      this.#oldLeft -= 1;
    } else if (line.startsWith('+')) {
      this.#newLeft -= 1;
    }
  }

  /** A path that git had to quote, or that is no UTF-8, cannot be asked for again. */
  #beginFile(name: string): void {
    const path = name.replace(/\t$/, '').slice(2);
    const readable = name.startsWith('a/') && !path.includes('\uFFFD');
    this.#comment = readable ? commentPattern(path) : undefined;
    this.#file = { path, lines: [] };
    if (this.#comment) {
      this.#fix?.files.push(this.#file);
    }
  }
}
