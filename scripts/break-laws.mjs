// npm run -s laws [-- --only <name>]: breaks each law on purpose and demands that its tests see it.
//
// The tree is copied to a temporary folder (the working tree is never touched), the tests are run once as it is, and
// then once for each entry of law-breaks.mjs with that one change. A test sees a break when it fails by an assertion;
// one that cannot be loaded, or that ends in any other error, proves nothing.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LAW_BREAKS } from './law-breaks.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const NEEDED = [
  'config',
  'prisma',
  'scripts',
  'src',
  'tests',
  'workers',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];
const { values: args } = parseArgs({ options: { only: { type: 'string', multiple: true, default: [] } } });
const unknown = args.only.filter((name) => !LAW_BREAKS.some((one) => one.name === name));
if (unknown.length > 0) {
  console.error(
    `No such break: ${unknown.join(', ')}. There are: ${LAW_BREAKS.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}
const breaks = LAW_BREAKS.filter(({ name }) => args.only.length === 0 || args.only.includes(name));

const tree = mkdtempSync(join(tmpdir(), 'binh-yen-laws-'));
let running = null;
process.on('exit', () => rmSync(tree, { recursive: true, force: true }));
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  process.on(signal, () => {
    // Vitest stops its PostgreSQL; only then may the tree go.
    if (running) running.once('exit', () => process.exit(code)).kill('SIGINT');
    else process.exit(code);
  });
}

for (const name of NEEDED) cpSync(join(ROOT, name), join(tree, name), { recursive: true });
symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));

const escaped = (words) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Runs the named tests in the copy; what became of each, by file. */
async function run(tests) {
  const report = join(tree, 'report.json');
  rmSync(report, { force: true });
  const names = tests.flatMap((test) => test.names.map(escaped)).join('|');
  const files = [...new Set(tests.map(({ file }) => file))];
  const options = ['--reporter=./scripts/law-reporter.mjs', '-t', names];
  running = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...files, ...options], {
    cwd: tree,
    env: { ...process.env, LAW_REPORT: report },
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own: Ctrl+C reaches it through us, once.
    detached: true,
  });
  let said = '';
  running.stderr.on('data', (chunk) => {
    said += chunk;
  });
  await new Promise((done) => running.once('close', done));
  running = null;
  if (!existsSync(report)) throw new Error(`the tests could not be run:\n${said}`);
  return JSON.parse(readFileSync(report, 'utf8'));
}

const named = ({ files }, file, words) =>
  files
    .filter((one) => one.file === file)
    .flatMap(({ tests }) => tests.filter(({ name }) => name.includes(words)));

/** One change to one file, undone by the function that is returned. */
function apply({ name, file, find, replace }) {
  const path = join(tree, file);
  const text = readFileSync(path, 'utf8');
  const parts = text.split(find);
  if (parts.length !== 2)
    throw new Error(`${name}: its text occurs ${parts.length - 1} times in ${file}, not once`);
  writeFileSync(path, parts.join(replace));
  return () => writeFileSync(path, text);
}

for (const one of breaks) apply(one)();

const whole = await run(breaks.flatMap(({ tests }) => tests));
let wrong = 0;
const complain = (words) => {
  wrong += 1;
  console.error(words);
};
for (const { file, tests, words } of whole.files) {
  if (tests.length === 0) complain(`${file} did not run: ${words || whole.words}`);
}
for (const { name, tests } of breaks) {
  for (const { file, names } of tests) {
    for (const title of names) {
      const found = named(whole, file, title);
      if (found.length === 0) complain(`${name}: ${file} has no test "${title}"`);
      for (const test of found) {
        if (test.state !== 'passed')
          complain(`${name}: fails without being broken: ${file} ${test.name}\n${test.words}`);
      }
    }
  }
}
if (wrong > 0) process.exit(1);

const rows = [];
for (const one of breaks) {
  const undo = apply(one);
  const results = await run(one.tests);
  undo();
  for (const { file, names } of one.tests) {
    for (const title of names) {
      const failed = named(results, file, title).filter(({ state }) => state === 'failed');
      const seen = failed.some(({ asserted }) => asserted);
      const otherwise = failed[0]?.words ?? results.files.find((result) => result.file === file)?.words;
      if (!seen) {
        complain(
          `${one.name}: ${one.breaks} Not seen by ${file} "${title}"${otherwise ? `: ${otherwise}` : ''}`,
        );
      }
      rows.push([one.name, String(one.law), `${file.replace('tests/', '')}: ${title}`, seen ? 'yes' : 'NO']);
    }
  }
  process.stderr.write('.');
}
process.stderr.write('\n');

const head = ['name', 'law', 'test', 'seen failing'];
const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
for (const row of [head, widths.map((width) => '-'.repeat(width)), ...rows]) {
  console.log(`| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`);
}
console.log(wrong === 0 ? `\n${breaks.length} breaks, each seen failing.` : `\n${wrong} not seen.`);
process.exitCode = wrong === 0 ? 0 : 1;
