import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import {
  noteDeveloper,
  noteTouches,
  recentTouches,
  type FileRecord,
  type HistoryState,
} from './HistoryState';
import { isFix } from './isFix';
import type { LoggedCommit, TouchedFile } from './LogParser';

const DAY = 86_400;
const MAX_FILES = 1_000;
const MAX_TITLE = 300;
/** 9999-12-31T23:59:59Z: later times have no RFC 3339 form. */
const MAX_TIME = 253_402_300_799;

interface CountedFile {
  touched: TouchedFile;
  linesBefore: number;
}

/**
 * Measures of one commit against the state so far, which then includes the commit. Definitions: {@link ChangeFacts}.
 *
 * 1. Counted are the text files with at least one line added or deleted; renames without one only move their record.
 * 2. Lines before are running sums of the line counts; a file that the parent did not have begins at 0.
 * 3. Every count of developers, changes and touches is taken after adding this commit.
 */
export function measureCommit(options: {
  commit: LoggedCommit;
  repository: string;
  authorHash: string;
  state: HistoryState;
}): ChangeFacts {
  const { commit, repository, authorHash, state } = options;
  const now = Number.isFinite(commit.time)
    ? Math.min(Math.max(commit.time, 0), MAX_TIME)
    : 0;
  const authorIndex = state.authorIndex(authorHash);
  const author = state.authors[authorIndex];

  const counted: CountedFile[] = [];
  const directories = new Set<string>();
  const subsystems = new Set<string>();
  const developers = new Set<number>();
  let la = 0;
  let ld = 0;
  let lt = 0;
  let ageSum = 0;
  let nuc = 0;

  for (const { touched, record } of recordsOf(commit.files, state)) {
    const churn = touched.added + touched.deleted;
    if (touched.isNew) {
      record.lines = 0;
    }
    const linesBefore = record.lines;
    if (churn === 0) {
      continue;
    }
    counted.push({ touched, linesBefore });
    la += touched.added;
    ld += touched.deleted;
    lt += linesBefore;

    const known = !touched.isNew && record.changes > 0;
    ageSum += known ? Math.max(0, (now - record.changedAt) / DAY) : 0;
    // A branch merged late may be older than what is already known of the file.
    record.changedAt =
      record.changes > 0 ? Math.max(record.changedAt, now) : now;
    record.changes += 1;
    record.lines = Math.max(0, linesBefore + touched.added - touched.deleted);
    nuc += record.changes;

    const { subsystem, directory } = placeOf(touched.path);
    directories.add(directory);
    subsystems.add(subsystem);
    if (noteDeveloper(record, authorIndex)) {
      author.files.set(subsystem, (author.files.get(subsystem) ?? 0) + 1);
    }
    for (const developer of record.developers) {
      developers.add(developer);
    }
  }

  const nf = counted.length;
  if (nf > 0) {
    noteTouches(author, now, nf);
  }
  let sexp = 0;
  for (const subsystem of subsystems) {
    sexp += author.files.get(subsystem) ?? 0;
  }
  const shown = mostChanged(counted);
  return {
    repository,
    sha: commit.sha,
    committedAt: new Date(now * 1000).toISOString(),
    title: titleOf(commit.message),
    authorHash,
    files: shown.map(({ touched }) => touched.path),
    churn: shown.map(({ touched }) => touched.added + touched.deleted),
    linesBefore: shown.map(file => file.linesBefore),
    ns: subsystems.size,
    nd: directories.size,
    nf,
    entropy: entropyOf(counted, la + ld),
    la,
    ld,
    lt,
    fix: isFix(commit.message) ? 1 : 0,
    ndev: developers.size,
    age: nf > 0 ? ageSum / nf : 0,
    nuc,
    exp: author.touches,
    rexp: recentTouches(author, now),
    sexp,
  };
}

/** Text files with their records; renames look at the records as they were before the commit, so swaps come out right. */
function recordsOf(
  files: TouchedFile[],
  state: HistoryState,
): Array<{ touched: TouchedFile; record: FileRecord }> {
  const text = files.filter(file => !file.binary);
  const sources = text.map(file =>
    file.renamedFrom === undefined
      ? undefined
      : state.files.get(file.renamedFrom),
  );
  return text.map((touched, i) => ({
    touched,
    record: state.takeFile(touched.path, sources[i]),
  }));
}

/** Subsystem is the first path segment; files in the top folder have the empty one. */
function placeOf(path: string): { subsystem: string; directory: string } {
  const last = path.lastIndexOf('/');
  return last < 0
    ? { subsystem: '', directory: '' }
    : {
        subsystem: path.slice(0, path.indexOf('/')),
        directory: path.slice(0, last),
      };
}

function entropyOf(files: CountedFile[], total: number): number {
  let entropy = 0;
  for (const { touched } of files) {
    const share = (touched.added + touched.deleted) / total;
    entropy -= share * Math.log2(share);
  }
  // One file gives -0.
  return entropy || 0;
}

function mostChanged(files: CountedFile[]): CountedFile[] {
  if (files.length <= MAX_FILES) {
    return files;
  }
  return files
    .map((file, index) => ({ file, index }))
    .sort(
      (a, b) =>
        b.file.touched.added +
          b.file.touched.deleted -
          a.file.touched.added -
          a.file.touched.deleted || a.index - b.index,
    )
    .slice(0, MAX_FILES)
    .sort((a, b) => a.index - b.index)
    .map(({ file }) => file);
}

function titleOf(message: string): string | undefined {
  return message.trimStart().split('\n', 1)[0].slice(0, MAX_TITLE) || undefined;
}
