import { bandOf } from './riskBands';

/**
 * A probability as people read it: two decimals, more where two would put it into another band (0.7004 is above
 * 0.7), and never a certain 0 or 1 for what is only close to it.
 *
 * @public
 */
export function formatProbability(probability: number | undefined): string {
  if (probability === undefined || Number.isNaN(probability)) {
    return 'unknown';
  }
  if (probability > 0 && probability < 0.005) {
    return '<0.01';
  }
  if (probability < 1 && probability >= 0.995) {
    return '>0.99';
  }
  for (let digits = 2; digits < 4; digits++) {
    const rounded = probability.toFixed(digits);
    if (bandOf(Number(rounded)) === bandOf(probability)) {
      return rounded;
    }
  }
  return probability.toFixed(4);
}

/** `0.69–0.85`. @public */
export function formatInterval(interval: {
  low: number;
  high: number;
}): string {
  return `${formatProbability(interval.low)}–${formatProbability(
    interval.high,
  )}`;
}

/** A share of 0-1 as `94 %`. @public */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 1) {
    return '<1 %';
  }
  if (percent < 100 && percent >= 99.5) {
    return '>99 %';
  }
  return `${Math.round(percent)} %`;
}

/**
 * An effect on the probability in percentage points: `+21 points`, `−5 points`, `+0.3 points`.
 *
 * @public
 */
export function formatPoints(effect: number | undefined): string {
  if (effect === undefined || Number.isNaN(effect)) {
    return 'unknown';
  }
  const points = effect * 100;
  const size = Math.abs(points);
  const digits = size >= 0.95 ? 0 : 1;
  const rounded = size.toFixed(digits);
  if (Number(rounded) === 0) {
    return '±0 points';
  }
  return `${points > 0 ? '+' : '−'}${rounded} ${
    rounded === '1' ? 'point' : 'points'
  }`;
}
