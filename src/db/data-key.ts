import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Keyring, parseKeyring } from './sealing.ts';

/** A file that only its owner can read, made the first time. Returns what is in it. */
async function readOrMake(path: string, content: string): Promise<string> {
  try {
    // "wx": two starts at once never overwrite each other's key.
    await writeFile(path, `${content}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return (await readFile(path, 'utf8')).trim();
}

/** What signs the sessions of an embedded database. Losing it signs everybody out and ends their second factors. */
export async function readOrMakeAuthSecret(dataDir: string): Promise<string> {
  const secret = await readOrMake(join(dataDir, 'auth-secret'), randomBytes(32).toString('hex'));
  if (secret.length < 32)
    throw new Error('the file auth-secret in DATA_DIR is damaged: restore it from a copy');
  return secret;
}

/** The key file of an embedded database: made at its first start, readable by its owner only. */
export async function readOrMakeDataKey(dataDir: string): Promise<Keyring> {
  const keyring = parseKeyring(
    await readOrMake(join(dataDir, 'data-key'), `k1:${randomBytes(32).toString('hex')}`),
  );
  if (!keyring) throw new Error('the file data-key in DATA_DIR is damaged: restore it from a copy');
  return keyring;
}
