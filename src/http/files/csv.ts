import type { Sheet } from './sheet.ts';

const BOM = '\uFEFF';
const ROWS_AT_ONCE = 500;

/** RFC 4180 as Excel opens it: UTF-8 with its mark, so that Vietnamese is read as such. */
export async function* csvOf(sheet: Sheet): AsyncGenerator<string> {
  let part = BOM + lineOf(sheet.columns.map(({ title }) => title));
  let rows = 0;
  for await (const row of sheet.rows) {
    part += lineOf(row);
    rows += 1;
    if (rows % ROWS_AT_ONCE > 0) continue;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}

function lineOf(cells: readonly (string | number)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/** What begins like a formula would be one in a spreadsheet, and what people wrote is in these cells. */
function cellOf(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const harmless = /^[=+\-@\t\r\n|%]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
