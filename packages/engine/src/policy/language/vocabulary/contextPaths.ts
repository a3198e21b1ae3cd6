import type { PolicyPath } from '../types';

/** Where it goes, when, who has said yes, and what the caller says. */
export const contextPaths: readonly PolicyPath[] = [
  {
    path: 'env',
    unit: 'text',
    values: ['production', 'staging', 'test', 'development'],
    description:
      'Tier of the environment; `prod` is read as production, `stage` as staging, `dev` as development',
    example: 'env == "prod"',
  },
  {
    path: 'env_name',
    unit: 'text',
    description: 'Name of the environment as the pipeline gives it',
    example: 'env_name matches "prod-eu-*"',
  },
  {
    path: 'stage',
    unit: 'text',
    values: ['pre-merge', 'pre-deploy', 'canary', 'post-deploy'],
    description: 'When the gate is asked',
    example: 'stage == "pre-merge"',
  },
  {
    path: 'strategy',
    unit: 'text',
    values: ['canary', 'blue-green', 'rolling'],
    description: 'How the deployment would start',
    example: 'strategy == "rolling"',
  },
  {
    path: 'service.tier',
    unit: 'text',
    description: 'Criticality of the service, from its catalog entity',
    example: 'service.tier == "1"',
  },
  {
    path: 'service.owner',
    unit: 'text',
    description: 'Owner of the service, an entity reference',
    example: 'service.owner == "group:default/payments"',
  },
  {
    path: 'labels.*',
    unit: 'text',
    description:
      'Label of the catalog entity; names with other characters stand in brackets',
    example: 'labels["example.com/emergency"] == "true"',
  },
  {
    path: 'calendar.hour',
    unit: 'count',
    range: [0, 23],
    description: 'Hour of the day, 0-23, in the configured time zone',
    example: 'calendar.hour >= 16',
  },
  {
    path: 'calendar.weekday',
    unit: 'count',
    range: [1, 7],
    description: 'Day of the week: 1 is Monday, 7 Sunday',
    example: 'calendar.weekday == 5 and calendar.hour >= 14',
  },
  {
    path: 'calendar.weekend',
    unit: 'flag',
    description: 'It is Saturday or Sunday',
    example: 'calendar.weekend',
  },
  {
    path: 'calendar.freeze',
    unit: 'flag',
    description: 'A configured freeze window that covers the service is open',
    example: 'calendar.freeze',
  },
  {
    path: 'calendar.windows',
    unit: 'list',
    description:
      'Names of the configured windows that are open; `in_window("name")` asks for one',
    example: 'in_window("change-freeze")',
  },
  {
    path: 'approvals.count',
    unit: 'count',
    range: [0, Infinity],
    description:
      'People who have approved exactly this and may do so, the author and the requester left out',
    example: 'approvals.count < 2',
  },
  {
    path: 'approvals.roles',
    unit: 'list',
    description: 'Groups (entity references or names) of those who approved',
    example: 'not ("release-manager" in approvals.roles)',
  },
  {
    path: 'input.*',
    unit: 'text',
    description:
      'What the caller says itself: numbers, texts, flags or lists, compared as what they are',
    example: 'input.change_ticket matches "CHG-*"',
  },
];
