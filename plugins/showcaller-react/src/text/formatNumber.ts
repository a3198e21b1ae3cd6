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

/** `1 file`, `31 files`. @public */
export function formatCount(
  value: number,
  one: string,
  many: string = `${one}s`,
): string {
  const text = formatNumber(value);
  return `${text} ${text === '1' ? one : many}`;
}
