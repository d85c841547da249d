import type { QueueKind } from '../args.ts';
import { type ChaosResult, type ScenarioResult, seconds } from './verdict.ts';

const COLUMNS = [
  'Trouble',
  'Times',
  'Lost',
  'Twice (allowed)',
  'Out of order',
  'Goes on after (allowed)',
  'All final after',
  'Bounds',
] as const;

function cells(result: ScenarioResult): string[] {
  return [
    result.title,
    String(result.faults),
    String(result.lost),
    `${result.duplicates} (${result.duplicatesAllowed})`,
    String(result.orderViolations),
    `${result.finalMs === null ? 'never' : seconds(result.resumedMs)} (${seconds(result.resumedAllowedMs)})`,
    result.finalMs === null ? 'never' : seconds(result.finalMs),
    result.missed.length === 0 ? 'met' : `missed: ${result.missed.join('; ')}`,
  ];
}

/** The results for people, in columns. */
export function textTable(results: readonly ScenarioResult[]): string {
  const rows = [COLUMNS, ...results.map(cells)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const line = (row: readonly string[]) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** The generated part of docs/reliability.md about one queue. */
export function markdownBlock(
  result: ChaosResult,
  run: { size: number; seed: number; machine: string; date: string },
): string {
  const { lost, orderViolations, failed } = result;
  return [
    `${run.size} deliveries in each, seed ${run.seed}, ${run.date}, ${run.machine}. In all: lost ${lost}, out of order ${orderViolations}, scenarios that missed a bound ${failed}.`,
    '',
    line(COLUMNS),
    line(COLUMNS.map(() => '---')),
    ...result.scenarios.map((scenario) => line(cells(scenario))),
  ].join('\n');
}

const beginOf = (queue: QueueKind) => `<!-- chaos ${queue}: written by npm run chaos -- --write-docs -->`;
const endOf = (queue: QueueKind) => `<!-- end of chaos ${queue} -->`;

/** The page with the block of this queue in place of the old one; null when the page has no place for it. */
export function withBlock(page: string, queue: QueueKind, block: string): string | null {
  const begin = page.indexOf(beginOf(queue));
  const end = page.indexOf(endOf(queue));
  if (begin === -1 || end < begin) return null;
  return `${page.slice(0, begin + beginOf(queue).length)}\n\n${block}\n\n${page.slice(end)}`;
}
