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

/**
 * A share of 0-1 as a percentage that keeps what matters: `46 %`, `12.4 %`, `0.3 %`, `−1.2 %`; whole from 20 % up,
 * but `99.6 %`, which is not all, keeps its decimal.
 *
 * @public
 */
export function formatPercent(share: number): string {
  const percent = Math.abs(share) * 100;
  const whole = Number.isInteger(percent) || (percent >= 20 && percent < 99);
  const text =
    percent > 0 && percent < 0.05
      ? '<0.1'
      : percent.toFixed(whole ? 0 : 1).replace(/\.0$/, '');
  return `${share < 0 && text !== '0' ? '−' : ''}${text} %`;
}

/**
 * A measure such as an AUC with a fixed number of decimals; `unknown` when it could not be measured.
 *
 * @public
 */
export function formatMeasure(value: number | undefined, digits = 3): string {
  if (value === undefined || !Number.isFinite(value)) {
    return 'unknown';
  }
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}
