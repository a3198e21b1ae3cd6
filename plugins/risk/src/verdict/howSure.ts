import type { RiskAssessment } from '@showcaller/backstage-plugin-showcaller-common';
import {
  bandOf,
  formatCount,
  formatInterval,
  riskBandLabels,
} from '@showcaller/backstage-plugin-showcaller-react';

/** Words for the width of the interval: `below` of the first that is wider. */
const SURENESS = [
  { below: 0.1, words: 'Quite sure' },
  { below: 0.2, words: 'Fairly sure' },
  { below: 0.35, words: 'Not very sure' },
  { below: Infinity, words: 'Hardly sure' },
];

/**
 * How sure the model is, in words: how wide the interval is, which bands it reaches, and what is not known. Undefined
 * where there is no probability, because its reason is said already.
 */
export function howSure(
  latest: Pick<RiskAssessment, 'probability' | 'interval' | 'signals'>,
): string | undefined {
  const { probability, interval, signals } = latest;
  if (probability === undefined) {
    return undefined;
  }
  const missing = signals.filter(signal => signal.value === undefined).length;
  const unknown =
    missing > 0
      ? ` ${missing} of ${formatCount(signals.length, 'signal')} ${
          missing === 1 ? 'is' : 'are'
        } not known.`
      : '';
  if (!interval) {
    return `Nobody can say how sure this is: the model gave no interval.${unknown}`;
  }
  const width = interval.high - interval.low;
  const { words } = SURENESS.find(({ below }) => width < below) ?? SURENESS[3];
  return `${words}: changes that looked like this one allow ${formatInterval(
    interval,
  )}, ${bandsWithin(interval)}.${unknown}`;
}

function bandsWithin(interval: { low: number; high: number }): string {
  const low = bandOf(interval.low);
  const high = bandOf(interval.high);
  const words = (band: typeof low) =>
    riskBandLabels[band].replace(/ risk$/, '').toLocaleLowerCase('en-US');
  return low === high
    ? `all of it ${words(low)} risk`
    : `from ${words(low)} to ${words(high)} risk`;
}
