import type { RiskModelCard } from '@showcaller/backstage-plugin-showcaller-common';

const rows: Array<[name: string, label: string, group: string, unit: string]> =
  [
    ['ns', 'Subsystems touched', 'size', 'subsystems'],
    ['nd', 'Directories touched', 'size', 'directories'],
    ['nf', 'Files touched', 'size', 'files'],
    ['entropy', 'Spread of the change over its files', 'size', 'bits'],
    ['la', 'Lines added', 'size', 'lines'],
    ['ld', 'Lines deleted', 'size', 'lines'],
    ['lt', 'Size of the touched files', 'size', 'lines'],
    ['fix', 'Is a bug fix', 'purpose', 'yes = 1, no = 0'],
    ['ndev', 'People who changed these files', 'churn', 'people'],
    ['age', 'Time since these files last changed', 'churn', 'days'],
    ['nuc', 'Earlier changes to these files', 'churn', 'changes'],
    ['exp', 'Experience behind the change', 'team', 'file touches'],
    [
      'rexp',
      'Recent experience behind the change',
      'team',
      'weighted file touches',
    ],
    [
      'sexp',
      'Experience in these subsystems behind the change',
      'team',
      'files',
    ],
    ['churn90', 'Lines changed in these files in 90 days', 'churn', 'lines'],
    ['ownership', 'Share of the main author in these files', 'churn', 'share'],
    ['migration', 'Schema migrations', 'purpose', 'files'],
    ['infra', 'Infrastructure and configuration files', 'purpose', 'files'],
    [
      'teamexp',
      'Experience of the team with this service',
      'team',
      'file touches',
    ],
    ['testpass', 'Test pass rate', 'tests', 'share'],
    ['testtrend', 'Change of the test pass rate', 'tests', 'share'],
    ['testtouch', 'Share of the change in tests', 'tests', 'share'],
    ['flaky', 'Flaky tests to be expected', 'flakiness', 'tests'],
    ['reruns', 'Re-runs of the pipeline', 'flakiness', 'attempts'],
    ['depmajor', 'Major upgrades of dependencies', 'dependencies', 'packages'],
    ['depnew', 'New dependencies', 'dependencies', 'packages'],
    [
      'depvuln',
      'Dependencies with known vulnerabilities',
      'dependencies',
      'packages',
    ],
    ['perfdelta', 'Change of the worst benchmark', 'performance', 'relative'],
    ['incdays', 'Time since the last incident', 'incidents', 'days'],
    ['incoverlap', 'Files that earlier failures touched', 'incidents', 'share'],
    ['inchops', 'Distance to the nearest recent incident', 'incidents', 'hops'],
    ['budgetleft', 'Error budget left', 'incidents', 'share'],
    ['rollbacks30', 'Rollbacks in 30 days', 'incidents', 'rollbacks'],
    ['concurrent', 'Other deployments under way', 'timing', 'deployments'],
    ['freeze', 'Inside a freeze window', 'timing', 'yes = 1, no = 0'],
    ['hour', 'Hour of the day', 'timing', 'hour of the day'],
    ['weekday', 'Day of the week', 'timing', 'day of the week'],
  ];

/** The signals of the schema as a model card lists them. */
export const sampleFeatures: RiskModelCard['features'] = rows.map(
  ([name, label, group, unit]) => ({
    name,
    label,
    group,
    unit,
    description: `${label}, measured as the schema says`,
  }),
);
