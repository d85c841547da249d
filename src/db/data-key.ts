import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Keyring, parseKeyring } from './sealing.ts';

/** The key file of an embedded database: made at its first start, readable by its owner only. */
export async function readOrMakeDataKey(dataDir: string): Promise<Keyring> {
  const path = join(dataDir, 'data-key');
  try {
    // "wx": two starts at once never overwrite each other's key.
    await writeFile(path, `k1:${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const keyring = parseKeyring((await readFile(path, 'utf8')).trim());
  if (!keyring) throw new Error('the file data-key in DATA_DIR is damaged: restore it from a copy');
  return keyring;
}
