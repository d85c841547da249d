import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import type { PostgresBinaries } from './binaries.ts';
import { EmbeddedPostgresError, errorCode } from './errors.ts';

/** The user PostgreSQL runs as when this process is root, which PostgreSQL refuses to run as. */
export interface RunAs {
  uid: number;
  gid: number;
  /** Lets that user pass closed folders on the way to the data or the programs. Only where it is needed. */
  capability: Capability | null;
}

type Capability = 'dac_read_search' | 'dac_override';

export interface ToolResult {
  /** Exit code; -1 when it was ended by a signal or did not end in time. */
  code: number;
  output: string;
}

const TOOL_TIMEOUT_MS = 180_000;

/** Runs one program of PostgreSQL to its end. Throws only when it cannot be started at all. */
export function runTool(file: string, args: readonly string[], runAs: RunAs | null): Promise<ToolResult> {
  const command = runAs?.capability ? withCapability(runAs, runAs.capability, file, args) : { file, args };
  const options = {
    timeout: TOOL_TIMEOUT_MS,
    cwd: process.platform === 'win32' ? process.cwd() : '/',
    ...(runAs && !runAs.capability ? { uid: runAs.uid, gid: runAs.gid } : {}),
    // A process group of its own: Ctrl+C in the terminal must not end it half-way.
    detached: process.platform !== 'win32',
    ...(process.platform === 'win32'
      ? {}
      : { env: { PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/', LC_ALL: 'C', TZ: 'UTC' } }),
  };
  return new Promise((resolve, reject) => {
    execFile(command.file, [...command.args], options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`;
      if (!error) resolve({ code: 0, output });
      else if (typeof error.code === 'number') resolve({ code: error.code, output });
      else if (errorCode(error) === '') resolve({ code: -1, output });
      else reject(error instanceof Error ? error : new Error(`${command.file} cannot be started`));
    });
  });
}

function withCapability(runAs: RunAs, capability: Capability, file: string, args: readonly string[]) {
  return {
    file: 'setpriv',
    args: [
      `--reuid=${runAs.uid}`,
      `--regid=${runAs.gid}`,
      '--clear-groups',
      // Without it access(2), which initdb asks about its own files, forgets capabilities.
      '--securebits=+no_setuid_fixup',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
      '--',
      file,
      ...args,
    ],
  };
}

/**
 * Decides which user runs PostgreSQL: this one, unless it is root. As root: the owner of the existing cluster, else
 * the user `postgres`, made if there is none. (`nobody` will not do: other services share it.)
 */
export async function chooseUser(clusterDir: string): Promise<RunAs | null> {
  const owner = await ownerOf(clusterDir);
  if (process.getuid?.() !== 0) {
    const uid = process.getuid?.();
    if (owner && uid !== undefined && owner.uid !== uid) {
      throw new EmbeddedPostgresError(
        'no_permission',
        `The database in ${clusterDir} belongs to user id ${owner.uid}, but this service runs as ${uid}. Start it as that user (or as root), or set DATA_DIR to another folder.`,
      );
    }
    return null;
  }
  if (owner && owner.uid !== 0) return { ...owner, capability: null };
  return { ...(await postgresUser()), capability: null };
}

async function ownerOf(path: string): Promise<{ uid: number; gid: number } | null> {
  try {
    const { uid, gid } = await stat(path);
    return { uid, gid };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function postgresUser(): Promise<{ uid: number; gid: number }> {
  const found = await lookUpUser();
  if (found) return found;
  const args = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'];
  // Two services that start at once may both try; the loser finds the user of the winner.
  const made = await runTool('useradd', args, null).catch((error: unknown) => ({
    code: -1,
    output: errorCode(error),
  }));
  const user = await lookUpUser();
  if (user) return user;
  throw new EmbeddedPostgresError(
    'no_user',
    `PostgreSQL does not run as root, and the user "postgres" could not be made (useradd: ${made.output.trim() || made.code}). Make that user, start this service as an ordinary user, or set DATABASE_URL.`,
  );
}

async function lookUpUser(): Promise<{ uid: number; gid: number } | null> {
  const [uid, gid] = await Promise.all([
    runTool('id', ['-u', 'postgres'], null),
    runTool('id', ['-g', 'postgres'], null),
  ]);
  if (uid.code !== 0 || gid.code !== 0) return null;
  return { uid: Number(uid.output.trim()), gid: Number(gid.output.trim()) };
}

/**
 * Makes sure that the user can reach both the programs and `dataDir`. Where a folder on the way is closed to it (a
 * clone in /root, a `mktemp -d`), the programs get the one capability that passes it.
 */
export async function withAccess(runAs: RunAs, binaries: PostgresBinaries, dataDir: string): Promise<RunAs> {
  const capabilities = process.platform === 'linux' ? (['dac_read_search', 'dac_override'] as const) : [];
  for (const capability of [null, ...capabilities]) {
    const candidate = { ...runAs, capability };
    if (await canReach(candidate, binaries, dataDir)) return candidate;
  }
  throw new EmbeddedPostgresError(
    'path_closed',
    `PostgreSQL runs as user id ${runAs.uid}, which may not enter ${dataDir} or ${binaries.postgres}. Move the project and DATA_DIR to a folder that this user may enter (for example under /srv), or start the service as an ordinary user.`,
  );
}

async function canReach(runAs: RunAs, binaries: PostgresBinaries, dataDir: string): Promise<boolean> {
  // Tried for real, since `test` in some shells looks at the mode bits only. `--show` changes nothing.
  const script = 'cd -- "$0" && read -r line < "$1" && "$2" --show --pgdata="$0"';
  try {
    const { code } = await runTool(
      '/bin/sh',
      ['-c', script, dataDir, binaries.shareFile, binaries.initdb],
      runAs,
    );
    return code === 0;
  } catch (error) {
    // setpriv is missing, or this root may not change users.
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'EPERM') return false;
    throw error;
  }
}
