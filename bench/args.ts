import { parseArgs } from 'node:util';

export const BENCHES = ['fan-out', 'paced', 'overtake', 'million', 'inbound', 'lanes', 'console'] as const;
export type BenchName = (typeof BENCHES)[number];
export type QueueKind = 'postgres' | 'redis';

export interface BenchArgs {
  name: BenchName;
  queue: QueueKind;
  /** The last line of the output is one JSON object. */
  json: boolean;
  /** Instead of the bench's own size; each bench says what it counts. */
  size: number | null;
}

export type ParsedArgs = { kind: 'run'; args: BenchArgs } | { kind: 'usage'; problem: string };

export const USAGE = `npm run -s bench -- <name> [--queue postgres|redis] [--json] [--size N]
Names: ${BENCHES.join(', ')}. Needs npm run build first; --queue redis needs redis-server. See bench/README.md.`;

/** Reads the command line; `argv` without node and script. */
export function parseBenchArgs(argv: readonly string[]): ParsedArgs {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        queue: { type: 'string', default: 'postgres' },
        json: { type: 'boolean', default: false },
        size: { type: 'string' },
      },
    });
    const name = BENCHES.find((known) => known === positionals[0]);
    if (!name || positionals.length > 1) return { kind: 'usage', problem: 'Name one bench.' };
    const { queue, json } = values;
    if (queue !== 'postgres' && queue !== 'redis') {
      return { kind: 'usage', problem: '--queue is postgres or redis.' };
    }
    const size = values.size === undefined ? null : Number(values.size);
    if (size !== null && (!Number.isSafeInteger(size) || size < 1)) {
      return { kind: 'usage', problem: '--size is a whole number from 1.' };
    }
    return { kind: 'run', args: { name, queue, json, size } };
  } catch (error) {
    return { kind: 'usage', problem: error instanceof Error ? error.message : 'Unknown arguments.' };
  }
}
