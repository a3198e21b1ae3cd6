import { formatCount, formatPercent } from './formatNumber';
import {
  sayAge,
  sayHops,
  sayHour,
  sayIncidentAge,
  sayPerformance,
  saySpread,
  sayTrend,
  sayWeekday,
  yesOrNo,
} from './signalSayings';

/** How one signal is spoken of. */
export interface SignalWords {
  /** What it is, for lists of signals and where the value is unknown. */
  label: string;
  /** The value as a colleague would say it. */
  say: (value: number) => string;
  /** The raw value where number and unit do not read well; number and unit by default. */
  raw?: (value: number) => string;
}

/** Words for the signals of the schema; the definitions are those of the features in the engine. */
export const signalWords: Record<string, SignalWords> = {
  ns: {
    label: 'Top-level folders touched',
    say: n => `${formatCount(n, 'top-level folder')} touched`,
  },
  nd: {
    label: 'Folders touched',
    say: n => `${formatCount(n, 'folder')} touched`,
  },
  nf: {
    label: 'Files touched',
    say: n => `${formatCount(n, 'file')} touched`,
  },
  entropy: { label: 'Spread over files', say: saySpread },
  la: { label: 'Lines added', say: n => `${formatCount(n, 'line')} added` },
  ld: {
    label: 'Lines deleted',
    say: n => `${formatCount(n, 'line')} deleted`,
  },
  lt: {
    label: 'Size of the touched files',
    say: n => `${formatCount(n, 'line')} in the touched files before`,
  },
  fix: {
    label: 'Says it fixes something',
    say: n => (n > 0 ? 'says it fixes something' : 'does not say it is a fix'),
    raw: yesOrNo,
  },
  migration: {
    label: 'Schema migrations',
    say: n =>
      n > 0
        ? `${formatCount(n, 'schema migration')} touched`
        : 'no schema migration',
  },
  infra: {
    label: 'Infrastructure and configuration',
    say: n =>
      n > 0
        ? `${formatCount(n, 'infrastructure or configuration file')} touched`
        : 'no infrastructure or configuration file',
  },
  ndev: {
    label: 'People who changed these files',
    say: n =>
      `${formatCount(n, 'person has', 'people have')} changed these files`,
  },
  age: { label: 'Time since the files were last changed', say: sayAge },
  nuc: {
    label: 'Changes to these files so far',
    say: n => `these files changed ${formatCount(n, 'time')} so far`,
  },
  churn90: {
    label: 'Lines changed in these files in 90 days',
    say: n => `${formatCount(n, 'line')} changed in these files in 90 days`,
  },
  ownership: {
    label: 'How much these files have one home',
    say: n => `${formatPercent(n)} of their changes by their main author`,
    raw: formatPercent,
  },
  exp: {
    label: 'Experience in this repository',
    say: n => `written with ${formatCount(n, 'earlier file change')} here`,
  },
  rexp: {
    label: 'Recent experience in this repository',
    say: n => `recent experience worth ${formatCount(n, 'file change')}`,
  },
  sexp: {
    label: 'Experience in the touched parts',
    say: n => `${formatCount(n, 'file')} known in the touched parts`,
  },
  teamexp: {
    label: 'Experience of the team with this service',
    say: n => `${formatCount(n, 'file change')} per person in a year`,
  },
  testpass: {
    label: 'Test pass rate',
    say: n => `${formatPercent(n)} of the tests passed`,
    raw: formatPercent,
  },
  testtrend: { label: 'Change of the test pass rate', say: sayTrend },
  testtouch: {
    label: 'Share of the change in tests',
    say: n =>
      n > 0
        ? `${formatPercent(n)} of the changed lines are tests`
        : 'no test was changed',
    raw: formatPercent,
  },
  flaky: {
    label: 'Flaky tests to be expected',
    say: n =>
      n < 0.05
        ? 'no flaky test to be expected'
        : `${formatCount(n, 'flaky test')} to be expected`,
  },
  reruns: {
    label: 'Re-runs of the pipeline',
    say: n =>
      n > 0
        ? `pipeline run ${formatCount(n, 'more time')}`
        : 'pipeline passed at the first attempt',
  },
  depmajor: {
    label: 'Major upgrades of dependencies',
    say: n =>
      n > 0
        ? `${formatCount(n, 'major upgrade')} of dependencies`
        : 'no major upgrade of a dependency',
  },
  depnew: {
    label: 'New dependencies',
    say: n =>
      n > 0
        ? formatCount(n, 'new dependency', 'new dependencies')
        : 'no new dependency',
  },
  depvuln: {
    label: 'Dependencies with known vulnerabilities',
    say: n =>
      n > 0
        ? `${formatCount(
            n,
            'dependency',
            'dependencies',
          )} with known vulnerabilities`
        : 'no dependency with known vulnerabilities',
  },
  perfdelta: { label: 'Change of the worst benchmark', say: sayPerformance },
  incdays: { label: 'Time since the last incident', say: sayIncidentAge },
  incoverlap: {
    label: 'Files that earlier failures touched',
    say: n =>
      n > 0
        ? `${formatPercent(n)} of its files were part of an earlier failure`
        : 'none of its files was part of an earlier failure',
    raw: formatPercent,
  },
  inchops: { label: 'Distance to the nearest recent incident', say: sayHops },
  budgetleft: {
    label: 'Error budget left',
    say: n =>
      n > 0
        ? `${formatPercent(n)} of the error budget left`
        : 'the error budget is spent',
    raw: formatPercent,
  },
  rollbacks30: {
    label: 'Rollbacks in 30 days',
    say: n =>
      n > 0
        ? `${formatCount(n, 'rollback')} in 30 days`
        : 'no rollback in 30 days',
  },
  concurrent: {
    label: 'Other deployments under way',
    say: n =>
      n > 0
        ? `${formatCount(n, 'other deployment')} under way nearby`
        : 'no other deployment under way nearby',
  },
  freeze: {
    label: 'Inside a freeze window',
    say: n => (n > 0 ? 'inside a freeze window' : 'outside freeze windows'),
    raw: yesOrNo,
  },
  hour: {
    label: 'Hour of the day',
    say: n => `deployed at ${sayHour(n)}`,
    raw: sayHour,
  },
  weekday: {
    label: 'Day of the week',
    say: n => `deployed on a ${sayWeekday(n)}`,
    raw: sayWeekday,
  },
};
