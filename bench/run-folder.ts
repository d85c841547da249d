import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedPostgres } from '../src/db/embedded.ts';
import type { Lifecycle } from '../src/lifecycle.ts';

const PREFIX = 'binh-yen-bench-';

/** A folder of this run's own, removed at its end; and what runs that were killed have left behind. */
export async function openRunFolder(lifecycle: Lifecycle): Promise<string> {
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  lifecycle.onStop('folder', () => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Folders of runs that were killed, the databases in them, and the processes that work there. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : Number.NaN;
    if (!Number.isSafeInteger(pid) || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    for (const entry of await readdir(folder)) {
      // Closing as its last user stops it.
      await openEmbeddedPostgres({ dataDir: join(folder, entry) })
        .then((postgres) => postgres.close())
        .catch(() => {});
    }
    await endProcessesIn(folder);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Ends the processes that were started in this folder. Only Linux tells where a process works. */
async function endProcessesIn(folder: string): Promise<void> {
  for (const pid of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(pid)) continue;
    const place = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    if (place === folder || place.startsWith(`${folder}/`)) process.kill(Number(pid), 'SIGKILL');
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
