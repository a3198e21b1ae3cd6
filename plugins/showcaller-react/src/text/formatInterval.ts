import { formatMeasure, formatPercent } from './formatNumber';

/** A value with the interval it probably lies in. @public */
export interface IntervalOf {
  value: number;
  low: number;
  high: number;
}

/** `46 % (38–54 %)`: a share of 0-1 with its interval. @public */
export function formatShareInterval(share: IntervalOf): string {
  const { value, low, high } = share;
  return `${formatPercent(value)} (${range(low, high)})`;
}

/** `0.012 (−0.003 to 0.027)`: a measure with its interval. @public */
export function formatMeasureInterval(
  measure: IntervalOf,
  digits?: number,
): string {
  const [value, low, high] = [measure.value, measure.low, measure.high].map(n =>
    formatMeasure(n, digits),
  );
  return `${value} (${low} to ${high})`;
}

function range(low: number, high: number): string {
  const from = formatPercent(low);
  const to = formatPercent(high);
  // A dash between signs reads as another sign.
  return low < 0 || high < 0
    ? `${from} to ${to}`
    : `${from.replace(/ %$/, '')}–${to}`;
}
