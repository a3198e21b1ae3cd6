import { addVersion, type PackageVersions } from './packageVersions';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const objectOf = (value: unknown): Json => (isObject(value) ? value : {});

function add(
  packages: PackageVersions,
  name: string,
  version: unknown,
  prefix: string,
): void {
  if (name !== '' && typeof version === 'string' && version !== '') {
    addVersion(packages, `${prefix}:${name}`, version);
  }
}

/** npm lock files of version 2 and 3 list paths such as `node_modules/a/node_modules/@b/c`. */
function addNpmPaths(packages: PackageVersions, entries: Json): void {
  const folder = 'node_modules/';
  for (const [path, entry] of Object.entries(entries)) {
    const at = path.lastIndexOf(folder);
    const { link, version, name } = objectOf(entry);
    if (at >= 0 && link !== true) {
      const alias = path.slice(at + folder.length);
      add(packages, typeof name === 'string' ? name : alias, version, 'npm');
    }
  }
}

/** npm lock files of version 1 nest dependencies in dependencies. */
function addNpmTree(packages: PackageVersions, root: Json): void {
  const open = [root];
  for (const level of open) {
    for (const [name, entry] of Object.entries(level)) {
      const { version, dependencies } = objectOf(entry);
      add(packages, name, version, 'npm');
      if (isObject(dependencies)) {
        open.push(dependencies);
      }
    }
  }
}

/** `package-lock.json`, `npm-shrinkwrap.json`. @internal */
export function readNpmLock(text: string): PackageVersions {
  const packages: PackageVersions = new Map();
  const lock = objectOf(JSON.parse(text));
  if (isObject(lock.packages)) {
    addNpmPaths(packages, lock.packages);
  } else {
    addNpmTree(packages, objectOf(lock.dependencies));
  }
  return packages;
}

/** `composer.lock`: `packages` and `packages-dev` are lists of `{ name, version }`. @internal */
export function readComposerLock(text: string): PackageVersions {
  const packages: PackageVersions = new Map();
  const lock = objectOf(JSON.parse(text));
  for (const list of [lock.packages, lock['packages-dev']]) {
    for (const entry of Array.isArray(list) ? list : []) {
      const { name, version } = objectOf(entry);
      add(packages, String(name ?? ''), version, 'composer');
    }
  }
  return packages;
}

/** `Pipfile.lock`: `default` and `develop` map a name to `{ version: '==1.2.3' }`. @internal */
export function readPipfileLock(text: string): PackageVersions {
  const packages: PackageVersions = new Map();
  const lock = objectOf(JSON.parse(text));
  for (const part of [lock.default, lock.develop]) {
    for (const [name, entry] of Object.entries(objectOf(part))) {
      const { version } = objectOf(entry);
      add(
        packages,
        name.toLowerCase(),
        typeof version === 'string' ? version.replace(/^==/, '') : undefined,
        'pypi',
      );
    }
  }
  return packages;
}
