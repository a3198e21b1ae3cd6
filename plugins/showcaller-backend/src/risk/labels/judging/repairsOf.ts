import type { DeployedChange, DeploymentChanges } from './evidence';

/** Share of a repair's files that the deployment must have touched. */
const OVERLAP = 0.5;
/** Files that change with almost everything: to share one of them means nothing. */
const EVERYWHERE =
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|go\.sum|cargo\.lock|poetry\.lock|uv\.lock|gemfile\.lock|composer\.lock|changelog[^/]*|changes(\.[a-z]+)?|version|\.gitignore)$|\.(md|rst|adoc|txt)$/i;

/**
 * Commits of a later deployment that repaired what an earlier one brought: made after a moment, and by at least half in
 * files that the earlier one touched and none in between touched as much. Files that change with almost everything (lock
 * files, change logs, texts) do not count.
 */
export function repairsOf(options: {
  own: DeployedChange[];
  follower: DeploymentChanges;
  /** Deployments after the earlier one and before the later. */
  between: DeploymentChanges[];
  /** RFC 3339 */
  since: string;
  /** Whether its message must say that it fixes something. */
  mustSaySo: boolean;
}): DeployedChange[] {
  const { own, follower, between, since, mustSaySo } = options;
  const touched = filesOf(own);
  return (follower.changes ?? []).filter(change => {
    const files = change.files.filter(file => !EVERYWHERE.test(file));
    const share = shareOf(files, touched);
    return (
      (change.fix || !mustSaySo) &&
      Date.parse(change.committedAt) > Date.parse(since) &&
      share >= OVERLAP &&
      !between.some(
        other => shareOf(files, filesOf(other.changes ?? [])) >= share,
      )
    );
  });
}

function filesOf(changes: DeployedChange[]): Set<string> {
  return new Set(changes.flatMap(({ files }) => files));
}

/** Share of files that are in a set; 0 of none. */
function shareOf(files: string[], touched: Set<string>): number {
  return files.length === 0
    ? 0
    : files.filter(file => touched.has(file)).length / files.length;
}
