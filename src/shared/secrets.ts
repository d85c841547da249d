import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits as 43 characters that are safe in a URL. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret of `newSecret`: it cannot be guessed, so a plain hash is enough. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** A text that only who holds the key could have signed: `text.signature`. */
export function sign(text: string, key: string): string {
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

/** The text of what `sign` made; null when the signature is not by this key. */
export function signedText(signed: string, key: string): string | null {
  const text = signed.slice(0, Math.max(0, signed.lastIndexOf('.')));
  const [given, right] = [Buffer.from(signed), Buffer.from(sign(text, key))];
  return given.length === right.length && timingSafeEqual(given, right) ? text : null;
}
