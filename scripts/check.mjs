// npm run check: format, lint, types and import rules. Runs them all and names those that failed.
import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';

const checks = [
  { name: 'format and lint', command: 'biome', args: ['check', '--error-on-warnings', '.'] },
  { name: 'promises and types in use', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'types of the server', command: 'tsc', args: ['-p', 'tsconfig.json', '--noEmit'] },
  { name: 'types of the console', command: 'tsc', args: ['-p', 'src/console/tsconfig.json', '--noEmit'] },
  { name: 'import rules', command: process.execPath, args: ['scripts/import-rules.mjs'] },
  {
    name: 'the rules themselves, and the tree',
    command: 'vitest',
    args: ['run', '--project', 'unit', 'tests/architecture'],
  },
];

const PATH = ['node_modules/.bin', process.env.PATH].join(delimiter);
const failed = checks.filter(({ name, command, args }) => {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, PATH } });
  return status !== 0;
});
console.log(
  failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.map(({ name }) => name).join(', ')}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
