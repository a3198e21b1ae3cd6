import type { RiskFeature } from './riskFeature';

/** What else the change itself, its files, tests and dependencies tell. NaN is unknown. @public */
export const changeFeatures = [
  {
    name: 'churn90',
    label: 'Lines changed in these files in 90 days',
    group: 'churn',
    unit: 'lines',
    transform: 'log1p',
    minimum: 0,
    description:
      'Lines added and deleted in the touched files by the changes of the 90 days before, those of this deployment left out (relative churn: Nagappan & Ball, ICSE 2005)',
  },
  {
    name: 'ownership',
    label: 'Share of the main author in these files',
    group: 'churn',
    unit: 'share',
    transform: 'identity',
    minimum: 0,
    description:
      'Of the earlier changes to the touched files, the share (0-1) that their most frequent author made; low when many people changed them a little (Bird et al., FSE 2011)',
  },
  {
    name: 'migration',
    label: 'Schema migrations',
    group: 'purpose',
    unit: 'files',
    transform: 'log1p',
    minimum: 0,
    description: 'Touched files that migrate a database schema, by their path',
  },
  {
    name: 'infra',
    label: 'Infrastructure and configuration files',
    group: 'purpose',
    unit: 'files',
    transform: 'log1p',
    minimum: 0,
    description:
      'Touched files that configure infrastructure, deployment, build or the service, by their path',
  },
  {
    name: 'teamexp',
    label: 'Experience of the team with this service',
    group: 'team',
    unit: 'file touches',
    transform: 'log1p',
    minimum: 0,
    description:
      "File touches in the component's part of the repository in the 365 days before, per author who worked on it in that time: the mean over at least two authors, never of one person",
  },
  {
    name: 'testpass',
    label: 'Test pass rate',
    group: 'tests',
    unit: 'share',
    transform: 'identity',
    minimum: 0,
    description:
      'Share (0-1) of the executed tests of the revision that passed in the last attempt, over its test reports; skipped tests do not count',
  },
  {
    name: 'testtrend',
    label: 'Change of the test pass rate',
    group: 'tests',
    unit: 'share',
    transform: 'identity',
    minimum: -1,
    description:
      'Pass rate of the revision minus the mean pass rate of the five revisions tested before it; below 0 when tests got worse',
  },
  {
    name: 'testtouch',
    label: 'Share of the change in tests',
    group: 'tests',
    unit: 'share',
    transform: 'identity',
    minimum: 0,
    description:
      'Share (0-1) of the changed lines that are in test files, by their path',
  },
  {
    name: 'flaky',
    label: 'Flaky tests to be expected',
    group: 'flakiness',
    unit: 'tests',
    transform: 'log1p',
    minimum: 0,
    description:
      'Expected number of flaky tests among those of the revision: the sum of the posterior probabilities that a test is flaky (Beta-Binomial; tests that failed and passed on one revision)',
  },
  {
    name: 'reruns',
    label: 'Re-runs of the pipeline',
    group: 'flakiness',
    unit: 'attempts',
    transform: 'log1p',
    minimum: 0,
    description:
      "Attempts of the revision's pipeline runs beyond the first, the greatest of its pipelines",
  },
  {
    name: 'depmajor',
    label: 'Major upgrades of dependencies',
    group: 'dependencies',
    unit: 'packages',
    transform: 'log1p',
    minimum: 0,
    description:
      'Packages in the lock files whose major version (or minor below 1.0) differs between the previously deployed revision and this one',
  },
  {
    name: 'depnew',
    label: 'New dependencies',
    group: 'dependencies',
    unit: 'packages',
    transform: 'log1p',
    minimum: 0,
    description:
      'Packages in the lock files of this revision that the previously deployed one did not have',
  },
  {
    name: 'depvuln',
    label: 'Dependencies with known vulnerabilities',
    group: 'dependencies',
    unit: 'packages',
    transform: 'log1p',
    minimum: 0,
    description:
      "Components of the revision's bill of materials (SBOM) that a vulnerability in it affects and that is not resolved or ruled out there",
  },
  {
    name: 'perfdelta',
    label: 'Change of the worst benchmark',
    group: 'performance',
    unit: 'relative',
    transform: 'identity',
    minimum: -1,
    description:
      'Greatest relative slow-down of any benchmark against the last revision measured before: 0.1 is 10 % slower, below 0 is faster',
  },
] as const satisfies readonly RiskFeature[];
