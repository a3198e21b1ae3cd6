import {
  diffDependencies,
  isLockFile,
  lockFileGlobs,
  readLockFile,
  type PackageVersions,
} from '@showcaller/engine/risk';
import { runGitHere } from '../git/runGitHere';

/** Larger lock files are left out. */
const MAX_BYTES = 20 * 1024 * 1024;
const MAX_FILES = 20;
/** The empty tree, by the length of a repository's object ids. */
const EMPTY_TREES: Record<number, string> = {
  40: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  64: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
};
const PATHS = lockFileGlobs.map(glob => `:(top,glob)**/${glob}`);

/** Which revisions of which repository to compare. Revisions are full object ids. */
export interface DependencyQuestion {
  gitDir: string;
  base: string;
  head: string;
  /** Folder of a monorepo: lock files in it and in the folders above it are its own. */
  folder?: string;
  /** Whether there are any lock files, where that is known: saves looking for them when none differs. */
  hasLockFiles?: boolean;
}

export type DependencyComparison =
  | {
      kind: 'compared';
      majors: number;
      added: number;
      /** Lock files that differ. */
      files: string[];
      /** What was left out. */
      notes: string[];
    }
  /** The repository holds no lock file that can be read. */
  | { kind: 'none' };

interface ChangedFile {
  path: string;
  /** Object ids; undefined where the file is not. */
  base?: string;
  head?: string;
}

const isNothing = (id: string) => /^0+$/.test(id);

/** Whether a lock file is one of a component's. */
function isOf(path: string, folder: string | undefined): boolean {
  const own = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return (
    !folder ||
    own === '' ||
    own === folder ||
    own.startsWith(`${folder}/`) ||
    folder.startsWith(`${own}/`)
  );
}

/** Entries of `git diff-tree --raw -z`: `:modes ids status`, path. */
async function listChanged(
  { gitDir, base, head, folder }: DependencyQuestion,
  signal: AbortSignal | undefined,
): Promise<ChangedFile[]> {
  const output = await runGitHere({
    gitDir,
    args: [
      'diff-tree',
      '-r',
      '-z',
      '--raw',
      '--no-abbrev',
      '--no-renames',
      base,
      head,
      '--',
      ...PATHS,
    ],
    signal,
  });
  const fields = output.split('\0');
  const changed: ChangedFile[] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [, , before, after] = fields[i].split(' ');
    const path = fields[i + 1];
    if (isLockFile(path) && isOf(path, folder)) {
      changed.push({
        path,
        base: isNothing(before) ? undefined : before,
        head: isNothing(after) ? undefined : after,
      });
    }
  }
  return changed;
}

/** Sizes of objects, by id. */
async function sizesOf(
  gitDir: string,
  ids: string[],
  signal: AbortSignal | undefined,
): Promise<Map<string, number>> {
  const output = await runGitHere({
    gitDir,
    args: ['cat-file', '--batch-check=%(objectname) %(objectsize)'],
    input: ids.map(id => `${id}\n`).join(''),
    signal,
  });
  return new Map(
    output
      .split('\n')
      .map(line => line.split(' '))
      .map(([id, size]) => [id, Number(size)]),
  );
}

/**
 * Compares the lock files of two revisions. Only files that differ are read, and their packages taken together, so that
 * a package that moves from one lock file to another is none that is new.
 *
 * To be run in a worker thread: lock files may have megabytes.
 */
export async function compareDependencies(
  question: DependencyQuestion,
  signal?: AbortSignal,
): Promise<DependencyComparison> {
  const { gitDir, head } = question;
  const changed = await listChanged(question, signal);
  if (changed.length === 0) {
    const hasLockFiles =
      question.hasLockFiles ??
      (
        await listChanged(
          { ...question, base: EMPTY_TREES[head.length] },
          signal,
        )
      ).length > 0;
    return hasLockFiles
      ? { kind: 'compared', majors: 0, added: 0, files: [], notes: [] }
      : { kind: 'none' };
  }
  const files = changed.slice(0, MAX_FILES);
  const ids = files.flatMap(file =>
    [file.base, file.head].filter(id => id !== undefined),
  );
  const sizes = await sizesOf(gitDir, ids, signal);
  const notes =
    changed.length > files.length
      ? [`${changed.length - files.length} more not read`]
      : [];
  const base: PackageVersions = new Map();
  const now: PackageVersions = new Map();
  for (const file of files) {
    const sides = [
      { id: file.base, into: base },
      { id: file.head, into: now },
    ];
    if (sides.some(({ id }) => id && (sizes.get(id) ?? 0) > MAX_BYTES)) {
      notes.push(`${file.path} is too large`);
      continue;
    }
    const read = await Promise.all(
      sides.map(({ id }) =>
        readPackages({ gitDir, path: file.path, id, signal }),
      ),
    );
    if (read.includes(undefined)) {
      // One side alone would make every package of the other a new or a lost one.
      notes.push(`${file.path} cannot be read`);
      continue;
    }
    for (const [index, packages] of read.entries()) {
      merge(sides[index].into, packages ?? []);
    }
  }
  const { majors, added } = diffDependencies(base, now);
  return {
    kind: 'compared',
    majors: majors.length,
    added: added.length,
    files: files.map(({ path }) => path),
    notes,
  };
}

/** Packages of a lock file: none where there is no file, undefined for one that is not what its name says. */
async function readPackages(options: {
  gitDir: string;
  path: string;
  id: string | undefined;
  signal: AbortSignal | undefined;
}): Promise<PackageVersions | undefined> {
  const { gitDir, path, id, signal } = options;
  if (id === undefined) {
    return new Map();
  }
  const text = await runGitHere({
    gitDir,
    args: ['cat-file', 'blob', id],
    signal,
  });
  try {
    return readLockFile(path, text) ?? new Map();
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

function merge(
  into: PackageVersions,
  packages: Iterable<[string, Set<string>]>,
): void {
  for (const [name, versions] of packages) {
    const known = into.get(name);
    into.set(name, known ? new Set([...known, ...versions]) : versions);
  }
}
