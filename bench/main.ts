import { cpus, totalmem } from 'node:os';
import { createLifecycle, type Lifecycle } from '../src/lifecycle.ts';
import { silentLogger } from '../src/shared/logger.ts';
import { type BenchArgs, type BenchName, parseBenchArgs, USAGE } from './args.ts';
import { benchConsole } from './console.ts';
import { benchFanOut } from './fan-out.ts';
import { benchInbound } from './inbound.ts';
import { benchLanes } from './lanes.ts';
import { benchMillion } from './million.ts';
import { benchOvertake } from './overtake.ts';
import { benchPaced } from './paced.ts';

type Bench = (args: BenchArgs, lifecycle: Lifecycle) => Promise<Readonly<Record<string, unknown>>>;

const BENCH: Readonly<Record<BenchName, Bench>> = {
  'fan-out': benchFanOut,
  paced: benchPaced,
  overtake: benchOvertake,
  million: benchMillion,
  inbound: benchInbound,
  lanes: benchLanes,
  console: benchConsole,
};

/** Whatever happens, a bench ends. */
const LONGEST_MS = 20 * 60_000;

function machine() {
  const cores = cpus();
  return {
    cpus: cores.length,
    model: cores[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  };
}

async function run(args: BenchArgs): Promise<void> {
  const lifecycle = createLifecycle(silentLogger);
  const quit = (reason: string, code: number) => void lifecycle.stop(reason).then(() => process.exit(code));
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => quit(signal, code));
  }
  const timer = setTimeout(() => {
    process.stderr.write('The bench takes too long and ends.\n');
    quit('too long', 1);
  }, LONGEST_MS);
  try {
    const figures = await BENCH[args.name](args, lifecycle);
    await lifecycle.stop('done');
    const { queue, name } = args;
    const result = { bench: name, queue, ...figures, machine: machine() };
    process.stdout.write(args.json ? `${JSON.stringify(result)}\n` : `${table(result)}\n`);
  } catch (error) {
    // Ended from outside: what was under way fails, and is no news.
    if (!lifecycle.stopping.aborted) {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    }
    await lifecycle.stop('failed');
    process.exitCode ||= 1;
  } finally {
    clearTimeout(timer);
  }
}

function table(result: Readonly<Record<string, unknown>>): string {
  return Object.entries(result)
    .map(([name, value]) => `${name.padEnd(28)} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n');
}

const parsed = parseBenchArgs(process.argv.slice(2));
if (parsed.kind === 'run') await run(parsed.args);
else {
  process.stderr.write(`${parsed.problem}\n${USAGE}\n`);
  process.exitCode = 2;
}
