export * from './diffDependencies';
export * from './lockFiles';
export type { PackageVersions } from './packageVersions';
