import { durationBetween } from './duration';
import type {
  DeployedChange,
  DeploymentChanges,
  Finding,
  FindingRule,
} from './evidence';
import { repairsOf } from './repairsOf';

const REVERTED = /^revert(?:ed|s)?:?\s+["“'](.+)["”']/i;

/**
 * A later deployment to the same entity and environment, within `hotfixHours`, repaired what this one brought: it
 * reverts one of its commits by title; or it brings a commit that says that it fixes something, was made after this
 * deployment went out, and lies in the files that this one touched (see {@link repairsOf}).
 */
export const findHotfix: FindingRule = ({ deployment, own, followers }) => {
  if (!own || own.length === 0) {
    return undefined;
  }
  for (const [index, follower] of followers.entries()) {
    const finding =
      findRevert(own, follower) ??
      findRepair({
        since: deployment.requestedAt,
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

function findRepair(
  options: Omit<Parameters<typeof repairsOf>[0], 'mustSaySo'>,
): Repair | undefined {
  const repairs = repairsOf({ ...options, mustSaySo: true });
  return repairs.length === 0
    ? undefined
    : {
        text: `its commit ${named(
          repairs[0],
        )} fixes something in the files that this one touched`,
        repairs: repairs.map(({ sha }) => sha),
      };
}

function named({ sha, title }: DeployedChange): string {
  return title ? `${sha.slice(0, 8)} (${title})` : sha.slice(0, 8);
}
