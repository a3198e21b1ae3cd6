import { formatCount, formatNumber, formatPercent } from './formatNumber';

const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];

export function yesOrNo(value: number): string {
  return value > 0 ? 'yes' : 'no';
}

export function sayAge(days: number): string {
  if (days <= 0) {
    return 'touched files are new or were changed the same day';
  }
  if (days < 1) {
    return 'files last touched less than a day before';
  }
  return `files last touched ${formatCount(Math.round(days), 'day')} before`;
}

export function saySpread(bits: number): string {
  if (bits <= 0) {
    return 'all in one file';
  }
  // 2^entropy is the number of equally changed files with the same entropy.
  const files = Math.max(1, Math.round(2 ** bits));
  return `spread as over ${formatCount(files, 'file')} (${formatNumber(
    bits,
  )} bits)`;
}

export function sayTrend(difference: number): string {
  const size = formatPercent(Math.abs(difference));
  if (Number.parseFloat(size) === 0) {
    return 'tests pass as often as before';
  }
  return difference > 0
    ? `${size} more of the tests pass than before`
    : `${size} fewer of the tests pass than before`;
}

export function sayPerformance(relative: number): string {
  const size = formatPercent(Math.abs(relative));
  if (Number.parseFloat(size) === 0) {
    return 'benchmarks as fast as before';
  }
  return relative > 0
    ? `worst benchmark ${size} slower`
    : `every benchmark at least ${size} faster`;
}

/** The schema says 365 where there was no incident in as many days. */
export function sayIncidentAge(days: number): string {
  if (days >= 365) {
    return 'no incident in a year';
  }
  return days < 1
    ? 'last incident less than a day ago'
    : `last incident ${formatCount(Math.round(days), 'day')} ago`;
}

/** The schema says 5 where there is none within 4 steps. */
export function sayHops(hops: number): string {
  if (hops >= 5) {
    return 'no recent incident nearby';
  }
  return hops <= 0
    ? 'this service had an incident in the last 7 days'
    : `recent incident ${formatCount(hops, 'step')} away`;
}

export function sayHour(hour: number): string {
  return `${String(Math.floor(hour)).padStart(2, '0')}:00`;
}

export function sayWeekday(day: number): string {
  return WEEKDAYS[Math.round(day) - 1] ?? formatNumber(day);
}
