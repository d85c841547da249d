import { createHmac } from 'node:crypto';

export interface Answer {
  status: number;
  /** Parsed JSON; null without a body. */
  body: unknown;
  headers: Headers;
}

/** A browser: keeps cookies, and says from which site its requests come. */
export interface Browser {
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  cookies: Map<string, string>;
}

/** `more` goes with every request, e.g. the address that a proxy reports. */
export function openBrowser(address: string, more: Readonly<Record<string, string>> = {}): Browser {
  const cookies = new Map<string, string>();
  async function send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const answer = await fetch(address + path, {
      method,
      redirect: 'manual',
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(cookies.size > 0
          ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
          : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...more,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      const ended = value === '' || attributes.some((one) => /^\s*max-age=0$/i.test(one));
      if (ended) cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await answer.text();
    const json = (answer.headers.get('content-type') ?? '').includes('json');
    return { status: answer.status, body: json ? JSON.parse(text) : text || null, headers: answer.headers };
  }
  return {
    cookies,
    send,
    get: (path) => send('GET', path),
    post: (path, body, headers) => send('POST', path, body, headers),
  };
}

/** What it shows next: taken already, and another one than it shows now. */
export const nextTotpCode = (secret: string): string => totpCode(secret, Date.now() + 30_000);

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app shows for this secret (RFC 6238: SHA-1, six digits, 30 seconds). */
export function totpCode(secret: string, atMs = Date.now()): string {
  let bits = '';
  for (const letter of secret.replace(/=+$/, '')) bits += BASE32.indexOf(letter).toString(2).padStart(5, '0');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
