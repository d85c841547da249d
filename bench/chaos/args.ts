import { parseArgs } from 'node:util';
import type { QueueKind } from '../args.ts';

export interface ChaosArgs {
  queue: QueueKind;
  /** Deliveries of each scenario: two messages to half as many households. */
  size: number;
  /** Names of scenarios; empty for all. */
  only: readonly string[];
  /** The few scenarios of every change, small. */
  short: boolean;
  /** The last line of the output is one JSON object. */
  json: boolean;
  /** Writes the table into docs/reliability.md. */
  writeDocs: boolean;
  /** Decides the moments of the faults. */
  seed: number;
}

export type ParsedChaosArgs = { kind: 'run'; args: ChaosArgs } | { kind: 'usage'; problem: string };

export const FULL_SIZE = 5_000;
const SHORT_SIZE = 300;
const SEED = 2026;

export const CHAOS_USAGE = `npm run -s chaos -- [--queue postgres|redis] [--size N] [--only NAME]... [--short] [--seed N] [--json] [--write-docs]
Needs npm run build first; --queue redis needs redis-server. See docs/reliability.md.`;

/** Reads the command line; `argv` without node and script. `known` are the names of the scenarios. */
export function parseChaosArgs(argv: readonly string[], known: readonly string[]): ParsedChaosArgs {
  const usage = (problem: string): ParsedChaosArgs => ({ kind: 'usage', problem });
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        queue: { type: 'string', default: 'postgres' },
        size: { type: 'string' },
        only: { type: 'string', multiple: true, default: [] },
        short: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        'write-docs': { type: 'boolean', default: false },
        seed: { type: 'string' },
      },
    });
    const { queue, short, json, only } = values;
    if (queue !== 'postgres' && queue !== 'redis') return usage('--queue is postgres or redis.');
    const size = wholeNumber(values.size, short ? SHORT_SIZE : FULL_SIZE);
    const seed = wholeNumber(values.seed, SEED);
    if (size === null || size < 100) return usage('--size is a whole number from 100.');
    if (seed === null) return usage('--seed is a whole number.');
    const unknown = only.find((name) => !known.includes(name));
    if (unknown !== undefined) return usage(`No scenario is called that. Names: ${known.join(', ')}.`);
    const writeDocs = values['write-docs'];
    if (writeDocs && (short || only.length > 0 || size !== FULL_SIZE)) {
      return usage(`--write-docs writes the table of the full run: every scenario, ${FULL_SIZE} deliveries.`);
    }
    return { kind: 'run', args: { queue, size, only, short, json, writeDocs, seed } };
  } catch (error) {
    return usage(error instanceof Error ? error.message : 'Unknown arguments.');
  }
}

function wholeNumber(text: string | undefined, otherwise: number): number | null {
  if (text === undefined) return otherwise;
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 0 ? value : null;
}
