import type { Deployment } from '../../../delivery/types';
import type { AttributableIncident } from '../../../incidents/types';
import { begunAt, durationBetween, isWithin } from './duration';
import type { Finding, FindingRule, LabelEvidence } from './evidence';

/**
 * The deployment caused an incident: one that names it; or one of its entity that names none, opened within
 * `incidentHours` after it, when no other deployment of the entity came between. Without a word about the environment
 * an incident is one of production.
 */
export const findIncident: FindingRule = evidence => {
  const { deployment, incidents } = evidence;
  const findings = incidents.flatMap((incident): Finding[] => {
    const named = incident.deploymentId === deployment.id;
    if (!named && !isAttributed(incident, evidence)) {
      return [];
    }
    const what = incident.title
      ? `incident ${incident.id} (${incident.title})`
      : `incident ${incident.id}`;
    const after = durationBetween(begunAt(deployment), incident.openedAt);
    return [
      {
        reason: 'incident',
        at: incident.openedAt,
        text: named
          ? `${what} names it as the cause`
          : `${what} opened ${after} after it and names no deployment; it was the last one before`,
      },
    ];
  });
  return findings.sort((a, b) => (a.at < b.at ? -1 : 1))[0];
};

function isAttributed(
  incident: AttributableIncident,
  { deployment, later, rules, environments }: LabelEvidence,
): boolean {
  if (
    incident.deploymentId !== undefined ||
    incident.entityRef !== deployment.entityRef ||
    !isPlace(incident, deployment, environments) ||
    !isWithin({
      from: begunAt(deployment),
      to: incident.openedAt,
      hours: rules.incidentHours,
    })
  ) {
    return false;
  }
  return !later.some(
    other =>
      other.status !== 'requested' &&
      isPlace(incident, other, environments) &&
      begunAt(other) <= incident.openedAt,
  );
}

/** Whether an incident happened where a deployment went; a name that no deployment uses counts by its tier. */
function isPlace(
  { environment, tier }: AttributableIncident,
  deployment: Deployment,
  environments: Set<string>,
): boolean {
  return environment !== undefined && environments.has(environment)
    ? environment === deployment.environment
    : tier === deployment.tier;
}
