import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const TYPESCRIPT = new URL('../../support/typescript.mjs', import.meta.url).href;
const LOGGER = new URL('../../../src/observability/logger.ts', import.meta.url).href;

/** What a worker does: says that it is up, logs a lot, and is asked to end. */
const PROGRAM = `
  const { createLogger, outliveOutput } = await import(${JSON.stringify(LOGGER)});
  outliveOutput();
  const logger = createLogger({ level: 'info', role: 'test' });
  process.stdout.write('up\\n');
  for (let index = 0; index < 20_000; index++) logger.info({ index }, 'a line');
  await new Promise((resolve) => setTimeout(resolve, 50));
  logger.info({}, 'the last line');
  process.exit(7);
`;

describe('a process whose log cannot be written', () => {
  it('goes on, and ends when it wants to', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', TYPESCRIPT, '--input-type=module', '--eval', PROGRAM],
      { stdio: ['ignore', full, 'pipe'], encoding: 'utf8', timeout: 50_000 },
    );
    closeSync(full);
    expect(stderr).toBe('');
    expect(status).toBe(7);
  });

  it('writes every line where it can', () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--import', TYPESCRIPT, '--input-type=module', '--eval', PROGRAM],
      { encoding: 'utf8', timeout: 50_000, maxBuffer: 64 * 1024 * 1024 },
    );
    expect(status).toBe(7);
    expect(stdout.trim().split('\n')).toHaveLength(20_002);
  });
});
