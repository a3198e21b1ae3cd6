import type { Counterfactual } from '@showcaller/engine/risk';

type Wording = (change: Pick<Counterfactual, 'from' | 'to'>) => string;

const percent = (share: number) => `${Math.round(100 * share)} %`;
const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
const days = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];

/** What to do so that a signal becomes what was tried, in the words of a colleague. */
const wordings: Partial<Record<Counterfactual['feature'], Wording>> = {
  la: ({ to }) => `Split below ${to + 1} lines`,
  nf: ({ to }) => `Split into parts of at most ${to} files`,
  nd: ({ to }) =>
    to === 1 ? 'Stay in one directory' : `Stay within ${to} directories`,
  migration: () => 'Deploy the schema migration on its own',
  infra: () => 'Deploy the configuration on its own',
  testpass: () => 'Make all tests pass',
  testtouch: ({ to }) => `Bring tests along: ${percent(to)} of the lines`,
  flaky: () => 'Make the flaky tests reliable',
  depmajor: () => 'Deploy the major upgrades on their own',
  depnew: () => 'Deploy the new dependencies on their own',
  depvuln: () => 'Replace the dependencies with known vulnerabilities',
  perfdelta: () => 'Undo the slow-down of the benchmark',
  concurrent: () => 'Wait until no other deployment is under way',
  freeze: () => 'Wait until the freeze is over',
  hour: ({ to }) => `Deploy at about ${clock(to)}`,
  weekday: ({ to }) => `Deploy on a ${days[to - 1]}`,
};

/** What to do, in words. */
export function actionWords(
  change: Pick<Counterfactual, 'feature' | 'from' | 'to'>,
): string {
  return (
    wordings[change.feature]?.(change) ??
    `Bring ${change.feature} to ${change.to}`
  );
}
