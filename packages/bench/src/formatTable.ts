import type { Table } from './Suite';

/** Lays a table out in columns; the first row is the heading, numbers are right-aligned. */
export function formatTable(title: string, rows: Table): string {
  const cells = rows.map(row => row.map(formatCell));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map(row => (row[column] ?? '').length)),
  );
  const lines = cells.map((row, index) =>
    row
      .map((cell, column) =>
        index > 0 && typeof rows[index][column] === 'number'
          ? cell.padStart(widths[column])
          : cell.padEnd(widths[column]),
      )
      .join('  ')
      .trimEnd(),
  );
  return [title, ...lines.slice(0, 1), ...lines.slice(1)].join('\n');
}

function formatCell(value: string | number | undefined): string {
  if (value === undefined) {
    return '–';
  }
  if (typeof value === 'string') {
    return value;
  }
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}
