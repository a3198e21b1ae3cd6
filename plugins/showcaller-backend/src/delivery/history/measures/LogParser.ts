import { isUtf8 } from 'node:buffer';

/** One touched file of a commit, as `git log --raw --numstat` tells it. */
export interface TouchedFile {
  path: string;
  /** Where it was before, when this commit renamed it. */
  renamedFrom?: string;
  /** True when it did not exist in the parent. */
  isNew: boolean;
  binary: boolean;
  added: number;
  deleted: number;
}

export interface LoggedCommit {
  sha: string;
  /** Committer date, seconds since 1970. */
  time: number;
  author: string;
  message: string;
  files: TouchedFile[];
}

/** Arguments of `git log` that print what {@link LogParser} reads; the commits come on standard input. */
export const logArguments = [
  '-c',
  'core.quotePath=false',
  '-c',
  'diff.renameLimit=1000',
  '-c',
  'log.showRoot=true',
  '-c',
  'log.showSignature=false',
  'log',
  '--no-walk=unsorted',
  '--stdin',
  '-M',
  '-z',
  '--raw',
  '--numstat',
  '--no-abbrev',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--encoding=UTF-8',
  '--format=%x01%H%x00%ct%x00%aE%x00%aN%x00%B%x00',
];

const COMMIT = 0x01;
const COLON = 0x3a;
const NEWLINE = 0x0a;
const TAB = 0x09;
const DASH = 0x2d;
const MESSAGE_LIMIT = 64 * 1024;

type Expect =
  | 'commit'
  | 'time'
  | 'email'
  | 'name'
  | 'message'
  | 'entry'
  | 'rawPath'
  | 'rawRenamedPath'
  | 'renamedFrom'
  | 'renamedTo';

/**
 * Parses the bytes of `git log` with {@link logArguments}, chunk by chunk.
 *
 * Everything ends with a NUL. A commit is `\x01<sha>`, committer time, address, name, message; then raw entries
 * (`:<modes> <ids> <status>`, path, and a second path for a rename), then numstat entries (`<added>\t<deleted>\t<path>`,
 * or with an empty path and two more fields for a rename; `-` for binary). Raw and numstat entries come in the same
 * order, and every added file is in both. Paths are bytes: what is not UTF-8 is written as `\xNN`.
 */
export class LogParser {
  #rest: Buffer = Buffer.alloc(0);
  #expect: Expect = 'commit';
  #commit: LoggedCommit | undefined;
  #isNew = false;
  #newPaths: Buffer[] = [];
  #nextNewPath = 0;
  #file: TouchedFile | undefined;

  static create(): LogParser {
    return new LogParser();
  }

  private constructor() {}

  /** The commits that are complete after these bytes. */
  *push(chunk: Buffer): Generator<LoggedCommit> {
    const bytes =
      this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    let start = 0;
    for (
      let end = bytes.indexOf(0, start);
      end >= 0;
      end = bytes.indexOf(0, start)
    ) {
      const done = this.#field(bytes.subarray(start, end));
      if (done) {
        yield done;
      }
      start = end + 1;
    }
    this.#rest = bytes.subarray(start);
  }

  /** The last commit. Throws when the bytes end in the middle of one. */
  *end(): Generator<LoggedCommit> {
    const complete = this.#expect === 'entry' || this.#expect === 'commit';
    if (!complete || this.#rest.length > 0) {
      throw new Error('The output of git log ended in the middle of a commit');
    }
    if (this.#commit) {
      yield this.#commit;
      this.#commit = undefined;
    }
  }

  /** Takes one field; returns the commit before when the field begins another. */
  #field(field: Buffer): LoggedCommit | undefined {
    switch (this.#expect) {
      case 'time':
        this.#current.time = Number(field.toString('latin1'));
        this.#expect = 'email';
        return undefined;
      case 'email':
        this.#current.author = field.toString('utf8').trim().toLowerCase();
        this.#expect = 'name';
        return undefined;
      case 'name':
        this.#current.author ||= field.toString('utf8').trim().toLowerCase();
        this.#expect = 'message';
        return undefined;
      case 'message':
        this.#current.message = field.toString('utf8', 0, MESSAGE_LIMIT);
        this.#expect = 'entry';
        return undefined;
      case 'rawPath':
        if (this.#isNew) {
          this.#newPaths.push(field);
        }
        this.#expect = 'entry';
        return undefined;
      case 'rawRenamedPath':
        this.#expect = 'rawPath';
        return undefined;
      case 'renamedFrom':
        this.#touched.renamedFrom = decodePath(field);
        this.#expect = 'renamedTo';
        return undefined;
      case 'renamedTo':
        this.#touched.path = decodePath(field);
        this.#expect = 'entry';
        return undefined;
      default:
        return this.#entry(field);
    }
  }

  #entry(field: Buffer): LoggedCommit | undefined {
    const entry = field[0] === NEWLINE ? field.subarray(1) : field;
    if (entry.length === 0) {
      return undefined;
    }
    if (entry[0] === COMMIT) {
      return this.#begin(entry);
    }
    if (!this.#commit) {
      throw new Error('The output of git log does not begin with a commit');
    }
    if (entry[0] === COLON) {
      const status = entry.toString('latin1', entry.lastIndexOf(0x20) + 1);
      this.#isNew = status === 'A';
      this.#expect = /^[RC]/.test(status) ? 'rawRenamedPath' : 'rawPath';
      return undefined;
    }
    this.#numstat(entry);
    return undefined;
  }

  #begin(field: Buffer): LoggedCommit | undefined {
    const before = this.#commit;
    this.#commit = {
      sha: field.toString('latin1', 1),
      time: 0,
      author: '',
      message: '',
      files: [],
    };
    this.#newPaths = [];
    this.#nextNewPath = 0;
    this.#expect = 'time';
    return before;
  }

  #numstat(entry: Buffer): void {
    const first = entry.indexOf(TAB);
    const second = entry.indexOf(TAB, first + 1);
    if (first < 0 || second < 0) {
      throw new Error(
        'The output of git log holds an entry without line counts',
      );
    }
    const path = entry.subarray(second + 1);
    const binary = entry[0] === DASH;
    const file: TouchedFile = {
      path: '',
      isNew: this.#takeIsNew(path),
      binary,
      added: binary ? 0 : Number(entry.toString('latin1', 0, first)),
      deleted: binary ? 0 : Number(entry.toString('latin1', first + 1, second)),
    };
    this.#current.files.push(file);
    if (path.length === 0) {
      this.#file = file;
      this.#expect = 'renamedFrom';
    } else {
      file.path = decodePath(path);
    }
  }

  /** New paths come in the order of the numstat entries, so the next one is the one to compare with. */
  #takeIsNew(path: Buffer): boolean {
    const isNew = this.#newPaths[this.#nextNewPath]?.equals(path) ?? false;
    this.#nextNewPath += isNew ? 1 : 0;
    return isNew;
  }

  get #current(): LoggedCommit {
    if (!this.#commit) {
      throw new Error('The output of git log does not begin with a commit');
    }
    return this.#commit;
  }

  get #touched(): TouchedFile {
    if (!this.#file) {
      throw new Error('The output of git log holds a path without a file');
    }
    return this.#file;
  }
}

function decodePath(bytes: Buffer): string {
  if (isUtf8(bytes)) {
    return bytes.toString('utf8');
  }
  return escapeInvalid(bytes);
}

/** UTF-8 as it is; each byte that belongs to no valid sequence as `\xNN`. */
function escapeInvalid(bytes: Buffer): string {
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const length = [1, 2, 3, 4].find(
      n => i + n <= bytes.length && isUtf8(bytes.subarray(i, i + n)),
    );
    text += length
      ? bytes.toString('utf8', i, i + length)
      : `\\x${bytes[i].toString(16).padStart(2, '0')}`;
    i += length ?? 1;
  }
  return text;
}
