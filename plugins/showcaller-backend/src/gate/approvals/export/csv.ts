/** Characters with which spreadsheets begin a formula. */
const BEGINS_FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * A cell of RFC 4180. What a spreadsheet would take for a formula gets an apostrophe before it, so that opening a report
 * never runs what somebody wrote as a reason; numbers stay numbers.
 */
export function csvCell(value: string | number | boolean | undefined): string {
  if (value === undefined) {
    return '';
  }
  if (typeof value !== 'string') {
    return String(value);
  }
  const text = BEGINS_FORMULA.test(value.trimStart()) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) || text !== text.trim()
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

/** A line of RFC 4180, with its end. */
export function csvLine(
  cells: Array<string | number | boolean | undefined>,
): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
