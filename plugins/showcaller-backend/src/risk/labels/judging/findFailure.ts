import { durationBetween } from './duration';
import type { FindingRule } from './evidence';

/**
 * The deployment itself failed. When the same revision went through soon after, that is said too: the environment may
 * have been the cause, which a person can then correct. It still counts, for nobody knows it for sure.
 */
export const findFailure: FindingRule = ({ deployment, later, rules }) => {
  if (deployment.status !== 'failed') {
    return undefined;
  }
  const at = deployment.finishedAt ?? deployment.requestedAt;
  const passed = later.find(
    other =>
      other.environment === deployment.environment &&
      other.sha === deployment.sha &&
      (other.status === 'succeeded' || other.status === 'superseded') &&
      Date.parse(other.requestedAt) - Date.parse(at) <=
        rules.rollbackHours * 3_600_000,
  );
  return {
    reason: 'failed',
    at,
    text: passed
      ? `it failed; the same revision succeeded as deployment ${
          passed.id
        } ${durationBetween(
          at,
          passed.requestedAt,
        )} later, so the cause may have been the environment`
      : 'it failed',
  };
};
