import type { PackageVersions } from './packageVersions';
import {
  readComposerLock,
  readNpmLock,
  readPipfileLock,
} from './readJsonLocks';
import {
  readGemfileLock,
  readGoMod,
  readGradleLock,
  readPnpmLock,
  readRequirements,
  readTomlPackages,
  readYarnLock,
} from './readLineLocks';

/** A kind of lock file: its name, as git's glob takes it, and how it is read. */
interface LockFileKind {
  /** Name without folder; `*` stands for any characters. */
  glob: string;
  read(text: string): PackageVersions;
}

const kinds: LockFileKind[] = [
  { glob: 'package-lock.json', read: readNpmLock },
  { glob: 'npm-shrinkwrap.json', read: readNpmLock },
  { glob: 'yarn.lock', read: readYarnLock },
  { glob: 'pnpm-lock.yaml', read: readPnpmLock },
  { glob: 'go.mod', read: readGoMod },
  { glob: 'requirements*.txt', read: readRequirements },
  { glob: 'poetry.lock', read: text => readTomlPackages(text, 'pypi') },
  { glob: 'uv.lock', read: text => readTomlPackages(text, 'pypi') },
  { glob: 'pdm.lock', read: text => readTomlPackages(text, 'pypi') },
  { glob: 'Pipfile.lock', read: readPipfileLock },
  { glob: 'Cargo.lock', read: text => readTomlPackages(text, 'cargo') },
  { glob: 'Gemfile.lock', read: readGemfileLock },
  { glob: 'composer.lock', read: readComposerLock },
  { glob: 'gradle.lockfile', read: readGradleLock },
];

/** Lock files of other people's code, or of none. */
const foreign =
  /(^|\/)(node_modules|vendor|third_party|testdata|fixtures|__fixtures__|examples?)\//;

const expressions = kinds.map(({ glob, read }) => ({
  read,
  name: new RegExp(`^${glob.replace(/[.]/g, '\\.').replace(/\*/g, '[^/]*')}$`),
}));

/** Names of the lock files that can be read, with `*` for any characters. @public */
export const lockFileGlobs: readonly string[] = kinds.map(({ glob }) => glob);

function kindOf(path: string) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return foreign.test(path)
    ? undefined
    : expressions.find(kind => kind.name.test(name));
}

/** Whether a path is a lock file of the repository's own that can be read. @public */
export function isLockFile(path: string): boolean {
  return kindOf(path) !== undefined;
}

/**
 * The packages of a lock file, by the name of the file. Only what the machine-written layout of these files needs is
 * read: no grammar is checked.
 *
 * @returns undefined for a path that is no lock file.
 * @throws SyntaxError for JSON that is none.
 * @public
 */
export function readLockFile(
  path: string,
  text: string,
): PackageVersions | undefined {
  return kindOf(path)?.read(text);
}
