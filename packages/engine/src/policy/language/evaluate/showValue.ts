import type { PolicyUnit } from '../types';

const MOST_SHOWN = 80;

function rounded(value: number): string {
  if (Number.isInteger(value)) {
    return String(value);
  }
  // Enough digits that a value just beyond a threshold does not look like the threshold.
  return String(Number(value.toPrecision(4)));
}

/** A duration as people say it: `300 ms`, `2 min 30 s`, `1 h`. */
export function showDuration(milliseconds: number): string {
  if (Math.abs(milliseconds) < 1000) {
    return `${rounded(milliseconds)} ms`;
  }
  const parts: string[] = [];
  let rest = Math.round(Math.abs(milliseconds));
  for (const [size, name] of [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
  ] as const) {
    const whole = Math.floor(rest / size);
    if (whole > 0) {
      parts.push(`${whole} ${name}`);
      rest -= whole * size;
    }
  }
  if (rest > 0) {
    parts.push(`${rounded(rest / 1000)} s`);
  }
  return `${milliseconds < 0 ? '-' : ''}${parts.join(' ')}`;
}

const numbers: Partial<Record<PolicyUnit, (value: number) => string>> = {
  ratio: value => `${rounded(Number((value * 100).toPrecision(12)))} %`,
  probability: rounded,
  'percentage-points': value => `${rounded(value)} pp`,
  'duration-ms': showDuration,
  'rate-per-second': value => `${rounded(value)}/s`,
};

/** A value as people say it. */
export function showValue(value: unknown, unit: PolicyUnit): string {
  if (typeof value === 'number') {
    return (numbers[unit] ?? rounded)(value);
  }
  let text = String(value);
  if (Array.isArray(value)) {
    text = value.length > 0 ? value.map(String).join(', ') : 'none';
  }
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text;
}
