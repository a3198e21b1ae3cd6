/**
 * A measured number with thousands separators; whole from 100 up, one decimal from 1 up, two significant digits below.
 *
 * @public
 */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 100) {
    return Math.round(value).toLocaleString('en-US');
  }
  if (size >= 1) {
    return value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  }
  return value.toLocaleString('en-US', { maximumSignificantDigits: 2 });
}

/**
 * `1 file`, `31 files`. What is counted has no fractions: an average of 65.6 is `about 66 files`, one of 0.3
 * `less than 1 file`.
 *
 * @public
 */
export function formatCount(
  value: number,
  one: string,
  many: string = `${one}s`,
): string {
  if (value > 0 && value < 0.5) {
    return `less than 1 ${one}`;
  }
  const whole = Math.round(value);
  const text = `${formatNumber(whole)} ${whole === 1 ? one : many}`;
  return whole === value ? text : `about ${text}`;
}
