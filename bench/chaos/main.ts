import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { createLifecycle } from '../../src/lifecycle.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { openRunFolder } from '../run-folder.ts';
import { CHAOS_USAGE, type ChaosArgs, parseChaosArgs } from './args.ts';
import { markdownBlock, textTable, withBlock } from './report.ts';
import { runScenario } from './run-scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { type ChaosResult, type ScenarioResult, seconds, sumUp } from './verdict.ts';

const PAGE = new URL('../../../docs/reliability.md', import.meta.url);
/** Whatever happens, a run ends. */
const LONGEST_MS = 30 * 60_000;

async function run(args: ChaosArgs): Promise<void> {
  const lifecycle = createLifecycle(silentLogger);
  const quit = (reason: string, code: number) => void lifecycle.stop(reason).then(() => process.exit(code));
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => quit(signal, code));
  }
  const timer = setTimeout(() => {
    process.stderr.write('The chaos run takes too long and ends.\n');
    quit('too long', 1);
  }, LONGEST_MS);
  try {
    const folder = await openRunFolder(lifecycle);
    const results: ScenarioResult[] = [];
    for (const scenario of chosen(args)) {
      lifecycle.stopping.throwIfAborted();
      const result = await runScenario(scenario, { ...args, folder }, lifecycle);
      results.push(result);
      const verdict = result.missed.length === 0 ? 'met' : `MISSED: ${result.missed.join('; ')}`;
      process.stderr.write(`${result.name}: ${verdict} (${seconds(result.seconds * 1_000)})\n`);
    }
    await lifecycle.stop('done');
    report(args, sumUp(results));
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

function chosen({ queue, only, short }: ChaosArgs) {
  return SCENARIOS.filter(
    (scenario) =>
      scenario.queues.includes(queue) &&
      (only.length === 0 || only.includes(scenario.name)) &&
      (!short || scenario.short || only.length > 0),
  );
}

function report(args: ChaosArgs, result: ChaosResult): void {
  process.stdout.write(args.json ? `${JSON.stringify(result)}\n` : `${textTable(result.scenarios)}\n`);
  if (args.writeDocs) {
    const date = new Date().toISOString().slice(0, 10);
    const machine = `${cpus().length} cores, Node ${process.versions.node}`;
    const block = markdownBlock(result, { size: args.size, seed: args.seed, machine, date });
    const page = withBlock(readFileSync(PAGE, 'utf8'), args.queue, block);
    if (page === null) throw new Error('docs/reliability.md has no place for the table');
    writeFileSync(PAGE, page);
  }
  if (result.failed > 0) process.exitCode = 1;
}

const parsed = parseChaosArgs(
  process.argv.slice(2),
  SCENARIOS.map(({ name }) => name),
);
if (parsed.kind === 'run') await run(parsed.args);
else {
  process.stderr.write(`${parsed.problem}\n${CHAOS_USAGE}\n`);
  process.exitCode = 2;
}
