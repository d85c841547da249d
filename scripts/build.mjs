// npm run build: the database client, the server and the console, from clean to runnable. Nothing is downloaded.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

generateClient();
compileServer();
if (existsSync('src/console/index.html')) run('vite', 'vite', ['build', '--logLevel', 'warn']);

/** Only when the model or Prisma has changed: other processes may be reading the client just now. */
function generateClient() {
  const stamp = 'src/db/generated/.made-from';
  const version = readFileSync(require.resolve('prisma/package.json'), 'utf8');
  const source = createHash('sha256')
    .update(readFileSync('prisma/schema.prisma'))
    .update(version)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === source) return;
  // Prisma asks for its engine binary even where it is not used; any file will do, and none is fetched.
  run('prisma', 'prisma', ['generate', '--no-hints'], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath });
  writeFileSync(stamp, source);
}

/** Compiles beside `dist` and then changes places, so that no file of a deleted source stays and none is missing for long. */
function compileServer() {
  const fresh = 'dist.new';
  rmSync(fresh, { recursive: true, force: true });
  try {
    run('typescript', 'tsc', ['-p', 'tsconfig.build.json', '--outDir', fresh, '--noEmitOnError']);
    const parts = ['bench', 'config', 'src', 'workers'];
    for (const part of parts) rmSync(join('dist', part), { recursive: true, force: true });
    if (!existsSync('dist')) renameSync(fresh, 'dist');
    else for (const part of parts) renameSync(join(fresh, part), join('dist', part));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function run(packageName, command, args, env = {}) {
  const manifest = require.resolve(`${packageName}/package.json`);
  const bin = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin[command]);
  const quiet = command === 'prisma';
  const options = { stdio: quiet ? 'pipe' : 'inherit', encoding: 'utf8', env: { ...process.env, ...env } };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], options);
  if (status === 0) return;
  if (quiet) process.stderr.write(`${stdout}${stderr}`);
  console.error(`Build: ${command} failed.`);
  process.exit(1);
}
