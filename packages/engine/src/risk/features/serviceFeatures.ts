import type { RiskFeature } from './riskFeature';

/** What the service and the moment of the deployment tell. NaN is unknown. @public */
export const serviceFeatures = [
  {
    name: 'incdays',
    label: 'Time since the last incident',
    group: 'incidents',
    unit: 'days',
    transform: 'log1p',
    minimum: 0,
    description:
      'Days since an incident of the service was opened; 365 when there was none in the last 365 days',
  },
  {
    name: 'incoverlap',
    label: 'Files that earlier failures touched',
    group: 'incidents',
    unit: 'share',
    transform: 'identity',
    minimum: 0,
    description:
      'Share (0-1) of the touched files that were also touched by a deployment of the last 180 days that failed or caused an incident, as far as that was known by then',
  },
  {
    name: 'inchops',
    label: 'Distance to the nearest recent incident',
    group: 'incidents',
    unit: 'hops',
    transform: 'identity',
    minimum: 0,
    description:
      'Steps over dependsOn, in either direction, to the nearest service with an incident in the last 7 days; 0 is the service itself, 5 that there is none within 4',
  },
  {
    name: 'budgetleft',
    label: 'Error budget left',
    group: 'incidents',
    unit: 'share',
    transform: 'identity',
    minimum: -1,
    description:
      'Share of the error budget that is left in its window, from 1 (untouched) to -1 (spent twice or more)',
  },
  {
    name: 'rollbacks30',
    label: 'Rollbacks in 30 days',
    group: 'incidents',
    unit: 'rollbacks',
    transform: 'log1p',
    minimum: 0,
    description:
      'Deployments of the service in the 30 days before that went back to a revision deployed earlier in that environment',
  },
  {
    name: 'concurrent',
    label: 'Other deployments under way',
    group: 'timing',
    unit: 'deployments',
    transform: 'log1p',
    minimum: 0,
    description:
      'Deployments of the service or of services one dependsOn step away that were under way in the same environment tier at that moment',
  },
  {
    name: 'freeze',
    label: 'Inside a freeze window',
    group: 'timing',
    unit: 'yes = 1, no = 0',
    transform: 'identity',
    minimum: 0,
    description: '1 inside a configured freeze window that covers the service',
  },
  {
    name: 'hour',
    label: 'Hour of the day',
    group: 'timing',
    unit: 'hour of the day',
    transform: 'identity',
    minimum: 0,
    description: 'Hour (0-23) of the deployment in the configured time zone',
  },
  {
    name: 'weekday',
    label: 'Day of the week',
    group: 'timing',
    unit: 'day of the week',
    transform: 'identity',
    minimum: 0,
    description:
      'Day of the deployment in the configured time zone, 1 is Monday and 7 Sunday',
  },
] as const satisfies readonly RiskFeature[];
