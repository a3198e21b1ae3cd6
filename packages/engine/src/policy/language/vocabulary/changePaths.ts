import type { RiskFeatureName } from '../../../risk/riskFeatures';
import type { PolicyPath } from '../types';

interface ChangePath extends PolicyPath {
  /** The signal of the risk engine that it is read from; a flag is true when the signal is above 0. */
  signal?: RiskFeatureName;
}

function change(
  name: string,
  description: string,
  example: string,
  more: Partial<ChangePath> = {},
): ChangePath {
  return {
    path: `change.${name}`,
    unit: 'count',
    ...(more.unit && more.unit !== 'count'
      ? {}
      : { range: [0, Infinity] as const }),
    description,
    example,
    ...more,
  };
}

const rows: readonly ChangePath[] = [
  change('lines_added', 'Lines added', 'change.lines_added > 1000', {
    signal: 'la',
  }),
  change('lines_deleted', 'Lines deleted', 'change.lines_deleted > 1000', {
    signal: 'ld',
  }),
  change('files', 'Files touched', 'change.files > 50', { signal: 'nf' }),
  change('directories', 'Directories touched', 'change.directories > 10', {
    signal: 'nd',
  }),
  change('subsystems', 'Top folders touched', 'change.subsystems > 3', {
    signal: 'ns',
  }),
  change(
    'entropy',
    'Spread of the change over its files, in bits',
    'change.entropy > 3',
    { unit: 'score', range: [0, Infinity], signal: 'entropy' },
  ),
  change('is_fix', 'Its message says that it fixes a defect', 'change.is_fix', {
    unit: 'flag',
    signal: 'fix',
  }),
  change(
    'churn_90d',
    'Lines changed in the touched files in the 90 days before',
    'change.churn_90d > 5000',
    { signal: 'churn90' },
  ),
  change(
    'touches_migrations',
    'It touches a migration of a database schema',
    'change.touches_migrations',
    { unit: 'flag', signal: 'migration' },
  ),
  change(
    'touches_infra',
    'It touches infrastructure, deployment or build',
    'change.touches_infra',
    { unit: 'flag', signal: 'infra' },
  ),
  change(
    'test_share',
    'Share of the changed lines that are in tests',
    'change.test_share == 0%',
    { unit: 'ratio', range: [0, 1], signal: 'testtouch' },
  ),
  change(
    'dependencies_major',
    'Major upgrades of dependencies',
    'change.dependencies_major > 0',
    { signal: 'depmajor' },
  ),
  change(
    'dependencies_new',
    'Dependencies that the previously deployed revision did not have',
    'change.dependencies_new > 0',
    { signal: 'depnew' },
  ),
  change(
    'dependencies_vulnerable',
    'Dependencies with known vulnerabilities',
    'change.dependencies_vulnerable > 0',
    { signal: 'depvuln' },
  ),
  change(
    'commits',
    'Commits since the previously deployed revision',
    'change.commits > 20',
  ),
  change('authors', 'People who wrote these commits', 'change.authors > 5'),
  change(
    'age_hours',
    'Hours since the newest of these commits was written',
    'change.age_hours > 72',
    { unit: 'score', range: [0, Infinity] },
  ),
  change(
    'concurrent_deployments',
    'Other deployments of the service or its neighbours under way',
    'change.concurrent_deployments > 0',
    { signal: 'concurrent' },
  ),
  change(
    'days_since_incident',
    'Days since the last incident of the service; 365 when there was none in a year',
    'change.days_since_incident < 2',
    { unit: 'score', range: [0, Infinity], signal: 'incdays' },
  ),
  change(
    'rollbacks_30d',
    'Rollbacks of the service in the 30 days before',
    'change.rollbacks_30d > 2',
    { signal: 'rollbacks30' },
  ),
];

/** What the change is made of. */
export const changePaths: readonly PolicyPath[] = rows.map(
  ({ signal: _, ...path }) => path,
);

/**
 * Paths that a signal of the risk engine tells. A flag is true when the signal is above 0.
 *
 * @public
 */
export const policyPathsOfSignals: ReadonlyMap<string, string> = new Map(
  rows.flatMap(({ path, signal }) => (signal ? [[path, signal]] : [])),
);
