import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

/** Keys by id; new text is sealed with `current`, old text stays readable with the others. 32 bytes each. */
export interface Keyring {
  current: string;
  keys: ReadonlyMap<string, Buffer>;
}

/** Encrypts personal text for one row. The row's id is bound in, so that a value moved to another row fails. */
export interface Sealer {
  seal(rowId: string, text: string): string;
  /** The same for a file. */
  sealBytes(rowId: string, bytes: Uint8Array): string;
  /** Throws SealError when the text was altered, moved or sealed with a key that is gone. */
  open(rowId: string, sealed: string): string;
  openBytes(rowId: string, sealed: string): Buffer;
  /** A stable digest for equality: never reversible without the key. */
  digest(text: string): string;
}

export class SealError extends Error {
  readonly code = 'seal_broken';
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM as `keyId.nonce.ciphertext` (base64url; the tag is the last 16 bytes of the ciphertext). */
export function createSealer(keyring: Keyring): Sealer {
  const current = keyring.keys.get(keyring.current);
  if (!current) throw new SealError('the current key is not in the keyring');
  const digestKey = createHash('sha256').update('digest').update(current).digest();
  const sealer: Sealer = {
    seal: (rowId, text) => sealer.sealBytes(rowId, Buffer.from(text, 'utf8')),
    sealBytes(rowId, bytes) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current, nonce);
      cipher.setAAD(Buffer.from(rowId));
      const sealed = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
      return `${keyring.current}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
    },
    open: (rowId, sealed) => sealer.openBytes(rowId, sealed).toString('utf8'),
    openBytes(rowId, sealed) {
      const [keyId = '', nonce = '', body = ''] = sealed.split('.');
      const key = keyring.keys.get(keyId);
      if (!key) throw new SealError('sealed with a key that is not in the keyring');
      const bytes = Buffer.from(body, 'base64url');
      if (bytes.length < TAG_BYTES) throw new SealError('sealed text is too short');
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'));
      decipher.setAAD(Buffer.from(rowId));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
      } catch {
        throw new SealError('sealed text does not fit its row');
      }
    },
    digest: (text) => createHmac('sha256', digestKey).update(text).digest('base64url'),
  };
  return sealer;
}

/** Parses `DATA_KEY`: `<id>:<64 hex digits>`, more of them separated by commas, the current one first. */
export function parseKeyring(value: string): Keyring | null {
  const keys = new Map<string, Buffer>();
  let current: string | null = null;
  for (const part of value.split(',')) {
    const match = /^([a-z0-9]{1,16}):([0-9a-f]{64})$/i.exec(part.trim());
    if (!match?.[1] || !match[2]) return null;
    current ??= match[1];
    keys.set(match[1], Buffer.from(match[2], 'hex'));
  }
  return current ? { current, keys } : null;
}
