import { durationBetween } from './duration';
import type {
  DeployedChange,
  DeploymentChanges,
  Finding,
  FindingRule,
} from './evidence';

/** Share of a repair's files that the deployment must have touched. */
const OVERLAP = 0.5;
/** Files that change with almost everything: to share one of them means nothing. */
const EVERYWHERE =
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|go\.sum|cargo\.lock|poetry\.lock|uv\.lock|gemfile\.lock|composer\.lock|changelog[^/]*|changes(\.[a-z]+)?|version|\.gitignore)$|\.(md|rst|adoc|txt)$/i;
const REVERTED = /^revert(?:ed|s)?:?\s+["“'](.+)["”']/i;

/**
 * A later deployment to the same entity and environment, within `hotfixHours`, repaired what this one brought:
 * it reverts one of its commits by title; or it brings a commit that says that it fixes something, was made after this
 * deployment went out, and lies by at least half in files that this one touched and none in between touched as much.
 * Files that change with almost everything (lock files, change logs, texts) do not count.
 */
export const findHotfix: FindingRule = ({ deployment, own, followers }) => {
  if (!own || own.length === 0) {
    return undefined;
  }
  for (const [index, follower] of followers.entries()) {
    const finding =
      findRevert(own, follower) ??
      findRepair({
        deployment: deployment.requestedAt,
        own,
        follower,
        between: followers.slice(0, index),
      });
    if (finding) {
      const { id, requestedAt } = follower.deployment;
      return {
        reason: 'hotfixed',
        at: requestedAt,
        repairs: finding.repairs,
        text: `repaired by deployment ${id} ${durationBetween(
          deployment.requestedAt,
          requestedAt,
        )} later: ${finding.text}`,
      };
    }
  }
  return undefined;
};

type Repair = Required<Pick<Finding, 'text' | 'repairs'>>;

function findRevert(
  own: DeployedChange[],
  { changes = [] }: DeploymentChanges,
): Repair | undefined {
  const titles = new Set(own.flatMap(({ title }) => title ?? []));
  const revert = changes.find(({ title = '' }) => {
    const reverted = REVERTED.exec(title)?.[1];
    return reverted !== undefined && titles.has(reverted);
  });
  return (
    revert && {
      text: `its commit ${named(revert)} takes one of this one's back`,
      repairs: [revert.sha],
    }
  );
}

function findRepair(options: {
  deployment: string;
  own: DeployedChange[];
  follower: DeploymentChanges;
  between: DeploymentChanges[];
}): Repair | undefined {
  const { deployment, own, follower, between } = options;
  const touched = filesOf(own);
  const repairs = (follower.changes ?? []).filter(change => {
    const files = change.files.filter(file => !EVERYWHERE.test(file));
    const share = shareOf(files, touched);
    return (
      change.fix &&
      Date.parse(change.committedAt) > Date.parse(deployment) &&
      share >= OVERLAP &&
      !between.some(
        other => shareOf(files, filesOf(other.changes ?? [])) >= share,
      )
    );
  });
  return repairs.length === 0
    ? undefined
    : {
        text: `its commit ${named(
          repairs[0],
        )} fixes something in the files that this one touched`,
        repairs: repairs.map(({ sha }) => sha),
      };
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

function named({ sha, title }: DeployedChange): string {
  return title ? `${sha.slice(0, 8)} (${title})` : sha.slice(0, 8);
}
