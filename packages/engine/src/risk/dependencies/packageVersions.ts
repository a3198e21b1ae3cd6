/** Versions by package: `npm:react` → 18.2.0. A lock file may hold several versions of one package. @public */
export type PackageVersions = Map<string, Set<string>>;

/** @internal */
export function addVersion(
  packages: PackageVersions,
  name: string,
  version: string,
): void {
  const versions = packages.get(name) ?? new Set();
  packages.set(name, versions.add(version));
}
