import type { DeploymentLabel } from '@showcaller/backstage-plugin-showcaller-common';
import { timestamp } from '../../database/timestamp';
import type { Deployment } from '../../delivery/types';
import type { Correction } from './DatabaseCorrectionStore';
import type { LabelRules } from './labelRules';
import { outcomeOf, type StoredLabel } from './labelRow';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A label as pages show it: what the facts said, and beside it the correction, which decides. */
export function describeLabel(options: {
  label: StoredLabel;
  correction: Correction | undefined;
  now: Date;
}): DeploymentLabel {
  const { label, correction, now } = options;
  const { deploymentId, entityRef, occurredAt, maturesAt } = label;
  return {
    deploymentId,
    entityRef,
    occurredAt,
    outcome: outcomeOf(label, now),
    reasons: correction ? ['corrected'] : label.reasons,
    explanation: label.explanation,
    maturesAt,
    ...(correction && { correction }),
  };
}

/** A deployment that has no outcome, and why. */
export function describeUnlabelled(
  deployment: Deployment,
  { maturityDays }: LabelRules,
): DeploymentLabel {
  const { id, entityRef, requestedAt, status } = deployment;
  return {
    deploymentId: id,
    entityRef,
    occurredAt: requestedAt,
    outcome: 'pending',
    reasons: [],
    explanation: explainUnlabelled(status),
    maturesAt: timestamp(Date.parse(requestedAt) + maturityDays * DAY_MS),
  };
}

function explainUnlabelled(status: Deployment['status']): string {
  switch (status) {
    case 'requested':
      return 'It has not started.';
    case 'running':
      return 'It has not come to an end.';
    case 'failed':
      return 'It has not been judged: the gate did not let it start, or it just ended.';
    default:
      return 'It just ended and is about to be judged.';
  }
}
