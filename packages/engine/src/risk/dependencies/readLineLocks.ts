import { addVersion, type PackageVersions } from './packageVersions';

const unquoted = (text: string) => text.trim().replace(/^["']|["']$/g, '');

/** The package of a specifier such as `@a/b@npm:^1.0.0` or `b@1`: what stands before the last `@` that is not first. */
function npmNameOf(specifier: string): string {
  const at = specifier.indexOf('@', 1);
  return at < 0 ? specifier : specifier.slice(0, at);
}

/**
 * `yarn.lock`, classic and berry. An entry begins at the margin with one or more specifiers; its version follows,
 * indented. Workspaces of berry have the version `0.0.0-use.local` and are no dependencies.
 *
 * @internal
 */
export function readYarnLock(text: string): PackageVersions {
  const packages: PackageVersions = new Map();
  let name: string | undefined;
  for (const line of text.split('\n')) {
    if (/^\S/.test(line)) {
      const isEntry = !line.startsWith('#') && line.trimEnd().endsWith(':');
      const first = unquoted(line.replace(/:\s*$/, '').split(',')[0]);
      name = isEntry && first !== '__metadata' ? npmNameOf(first) : undefined;
    } else if (name !== undefined) {
      const version = /^ {2}version:? +(\S+)/.exec(line)?.[1];
      if (version) {
        const plain = unquoted(version);
        if (plain !== '0.0.0-use.local') {
          addVersion(packages, `npm:${name}`, plain);
        }
        name = undefined;
      }
    }
  }
  return packages;
}

/**
 * `pnpm-lock.yaml`: the keys below `packages:`, `/a/1.0.0`, `/a@1.0.0(peer@2)` or `a@1.0.0`.
 *
 * @internal
 */
export function readPnpmLock(text: string): PackageVersions {
  const packages: PackageVersions = new Map();
  let inPackages = false;
  for (const line of text.split('\n')) {
    if (/^\S/.test(line)) {
      inPackages = /^packages:\s*$/.test(line);
    }
    const key = inPackages && /^ {2}(\S.*?):\s*(\{.*)?$/.exec(line)?.[1];
    if (key) {
      const plain = unquoted(key).replace(/^\//, '').replace(/\(.*$/, '');
      const [, name, version] =
        /^((?:@[^/]+\/)?[^/@]+)[@/]([^_/@]+)/.exec(plain) ?? [];
      if (name && version) {
        addVersion(packages, `npm:${name}`, version);
      }
    }
  }
  return packages;
}

/** `go.mod`: every module that `require` names; with pruned module graphs these are all that are built. @internal */
export function readGoMod(text: string): PackageVersions {
  const packages: PackageVersions = new Map();
  let inRequire = false;
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\/\/.*$/, '').trim();
    if (/^require\s*\($/.test(line)) {
      inRequire = true;
    } else if (line === ')') {
      inRequire = false;
    } else {
      const [, name, version] =
        (inRequire ? /^(\S+)\s+v(\S+)$/ : /^require\s+(\S+)\s+v(\S+)$/).exec(
          line,
        ) ?? [];
      if (name) {
        // The path of a later major version ends with it; as one package, a move to it is a major upgrade.
        addVersion(packages, `go:${name.replace(/\/v\d+$/, '')}`, version);
      }
    }
  }
  return packages;
}

/** `requirements*.txt`: pins such as `Name[extra]==1.2.3 ; marker`. What is not pinned has no version. @internal */
export function readRequirements(text: string): PackageVersions {
  const packages: PackageVersions = new Map();
  for (const line of text.split('\n')) {
    const [, name, version] =
      /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*===?\s*([^\s;#\\]+)/.exec(
        line.trim(),
      ) ?? [];
    if (name) {
      addVersion(packages, `pypi:${name.toLowerCase()}`, version);
    }
  }
  return packages;
}

/** `[[package]]` tables with `name` and `version`: Cargo, Poetry, uv, pdm. @internal */
export function readTomlPackages(
  text: string,
  ecosystem: string,
): PackageVersions {
  const packages: PackageVersions = new Map();
  let entry: { name?: string; version?: string } | undefined;
  for (const line of text.split('\n')) {
    if (line.startsWith('[')) {
      entry = line.trim() === '[[package]]' ? {} : undefined;
    }
    const [, key, value] =
      /^(name|version)\s*=\s*["']([^"']+)["']/.exec(line) ?? [];
    if (entry && key) {
      entry[key as 'name' | 'version'] ??= value;
      if (entry.name && entry.version) {
        addVersion(packages, `${ecosystem}:${entry.name}`, entry.version);
        entry = undefined;
      }
    }
  }
  return packages;
}

/** `Gemfile.lock`: `    name (1.2.3)` in the lists of specs. @internal */
export function readGemfileLock(text: string): PackageVersions {
  const packages: PackageVersions = new Map();
  for (const line of text.split('\n')) {
    const [, name, version] = /^ {4}(\S+) \(([^)=<>~ ]+)\)$/.exec(line) ?? [];
    if (name) {
      addVersion(packages, `gem:${name}`, version);
    }
  }
  return packages;
}

/** `gradle.lockfile`: `group:name:1.2.3=configurations`. @internal */
export function readGradleLock(text: string): PackageVersions {
  const packages: PackageVersions = new Map();
  for (const line of text.split('\n')) {
    const [, name, version] =
      /^([^#:=\s]+:[^:=\s]+):([^:=\s]+)=/.exec(line) ?? [];
    if (name) {
      addVersion(packages, `maven:${name}`, version);
    }
  }
  return packages;
}
