import type { PackageVersions } from './packageVersions';

/** One package whose version differs. @public */
export interface DependencyUpgrade {
  name: string;
  from: string;
  to: string;
}

/** What differs between the packages of two revisions, each list by name. @public */
export interface DependencyDiff {
  /** Greatest version of another major line: `1.x` → `2.x`, below 1.0 `0.3` → `0.4`; up or down. */
  majors: DependencyUpgrade[];
  added: string[];
  removed: string[];
}

/** Leading numbers of a version: `v1.2.3-rc.1` → [1, 2, 3]. Empty where there are none, as in a commit id. */
function numbersOf(version: string): number[] {
  const [, text] = /^[v=]*(\d+(?:\.\d+)+|\d{1,5}$)/i.exec(version) ?? [];
  return text ? text.split('.').map(Number) : [];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

function greatest(versions: ReadonlySet<string>): {
  version: string;
  numbers: number[];
} {
  let best: { version: string; numbers: number[] } = {
    version: '',
    numbers: [],
  };
  for (const version of versions) {
    const numbers = numbersOf(version);
    if (best.version === '' || compare(numbers, best.numbers) > 0) {
      best = { version, numbers };
    }
  }
  return best;
}

/** The line within which a package promises to stay compatible (Semantic Versioning 2.0.0, 4 and 8). */
function lineOf([major, minor]: readonly number[]): string | undefined {
  if (major === undefined) {
    return undefined;
  }
  return major > 0 ? String(major) : `0.${minor ?? 0}`;
}

/**
 * Compares the packages of two revisions. Of several versions of a package the greatest counts. Versions that begin with
 * no number (commit ids, paths) have no major line and are never a major upgrade.
 *
 * @public
 */
export function diffDependencies(
  base: PackageVersions,
  head: PackageVersions,
): DependencyDiff {
  const majors: DependencyUpgrade[] = [];
  const added: string[] = [];
  for (const [name, versions] of head) {
    const before = base.get(name);
    if (!before) {
      added.push(name);
      continue;
    }
    const from = greatest(before);
    const to = greatest(versions);
    const lines = [lineOf(from.numbers), lineOf(to.numbers)];
    if (
      lines[0] !== undefined &&
      lines[1] !== undefined &&
      lines[0] !== lines[1]
    ) {
      majors.push({ name, from: from.version, to: to.version });
    }
  }
  return {
    majors: majors.sort((a, b) => (a.name < b.name ? -1 : 1)),
    added: added.sort(),
    removed: [...base.keys()].filter(name => !head.has(name)).sort(),
  };
}
