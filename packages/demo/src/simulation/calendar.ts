import type { SeededRandom } from '../random/SeededRandom';

const HOUR = 3_600_000;
/** Share of work per hour of the day (UTC), 0:00 first: mornings and afternoons, a lunch dip, a little at night. */
const byHour = [
  1, 0, 0, 0, 0, 0, 2, 10, 28, 40, 42, 38, 22, 36, 42, 40, 34, 22, 10, 6, 5, 4,
  3, 2,
];
/** Per day of the week, Sunday first. */
const byDay = [0.04, 1, 1.05, 1.1, 1, 0.85, 0.05];

/**
 * Times at which people merge, in order: office hours of working days, with exceptions.
 *
 * @param options - `from` and `to` in epoch milliseconds
 */
export function workingTimes(options: {
  from: number;
  to: number;
  count: number;
  random: SeededRandom;
}): number[] {
  const { from, to, count, random } = options;
  const starts: number[] = [];
  const cumulative: number[] = [];
  let total = 0;
  for (let start = from; start < to; start += HOUR) {
    const date = new Date(start);
    total += byHour[date.getUTCHours()] * byDay[date.getUTCDay()];
    starts.push(start);
    cumulative.push(total);
  }
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const target = random.uniform() * total;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle] > target) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    const width = Math.min(HOUR, to - starts[low]);
    times.push(Math.round(starts[low] + random.uniform() * width));
  }
  return times.sort((a, b) => a - b);
}

/** Friday at 15:00 UTC or later: fewer people are there to notice. */
export function isLateFriday(time: number): boolean {
  const date = new Date(time);
  return date.getUTCDay() === 5 && date.getUTCHours() >= 15;
}
