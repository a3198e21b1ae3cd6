import type { Deployment } from '../../../delivery/types';
import { durationBetween, isWithin } from './duration';
import type { FindingRule, LabelEvidence } from './evidence';

const hasTakenPlace = ({ status }: Deployment) =>
  status === 'succeeded' || status === 'superseded';

/**
 * A later deployment of the same entity and environment put an earlier revision back in place, within
 * `rollbackHours`: either it says so itself (CDEvents `service.rolledback`), and this deployment is the one right
 * before it; or its revision had been deployed before this one and not since. A revision that is known to be committed
 * later than this one's is no step back.
 */
export const findRollBack: FindingRule = evidence => {
  const { deployment, later, rules } = evidence;
  const inPlace = later.filter(
    other => other.environment === deployment.environment,
  );
  const rollBack = inPlace.find(
    (other, index) =>
      hasTakenPlace(other) &&
      other.sha !== deployment.sha &&
      isWithin({
        from: deployment.requestedAt,
        to: other.requestedAt,
        hours: rules.rollbackHours,
      }) &&
      (saysSo(other, inPlace.slice(0, index), evidence) ||
        goesBack(other, inPlace.slice(0, index), evidence)),
  );
  return (
    rollBack && {
      reason: 'rolled back',
      at: rollBack.requestedAt,
      text: `rolled back by deployment ${rollBack.id} ${durationBetween(
        deployment.requestedAt,
        rollBack.requestedAt,
      )} later, to revision ${rollBack.sha.slice(0, 8)}`,
    }
  );
};

function saysSo(
  other: Deployment,
  between: Deployment[],
  { rollBacks }: LabelEvidence,
): boolean {
  return rollBacks.has(other.id) && !between.some(hasTakenPlace);
}

function goesBack(
  other: Deployment,
  between: Deployment[],
  { deployment, earlier, committedAt }: LabelEvidence,
): boolean {
  const before = earlier.some(
    one => one.sha === other.sha && one.status !== 'failed',
  );
  const since = between.some(
    one => one.sha === other.sha && one.status !== 'failed',
  );
  if (!before || since) {
    return false;
  }
  const ours = committedAt.get(deployment.sha);
  const theirs = committedAt.get(other.sha);
  return !ours || !theirs || Date.parse(theirs) <= Date.parse(ours);
}
