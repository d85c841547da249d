import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';

/** Parameters of one call, from the query, a form or JSON. The Bot API takes numbers as text and the reverse. */
export type Params = Readonly<Record<string, unknown>>;

/** A picture of 10 MB and what goes with it: https://core.telegram.org/bots/api#sendphoto */
const MAX_BODY_BYTES = 11_000_000;

export type BodyResult = { kind: 'read'; body: Buffer } | { kind: 'too_large' } | { kind: 'aborted' };

export function readBody(request: IncomingMessage): Promise<BodyResult> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    });
    request.on('end', () => {
      const [only] = chunks;
      if (size > MAX_BODY_BYTES) resolve({ kind: 'too_large' });
      else
        resolve({
          kind: 'read',
          body: chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks),
        });
    });
    request.on('error', () => resolve({ kind: 'aborted' }));
  });
}

/** Null: the body is not what its content type says. */
export async function parseParams(query: string, contentType: string, body: Buffer): Promise<Params | null> {
  if (body.length === 0) return query === '' ? {} : Object.fromEntries(new URLSearchParams(query));
  const fromQuery = query === '' ? null : Object.fromEntries(new URLSearchParams(query));
  const fromBody = await parseBody(contentType, body);
  if (fromBody === null) return null;
  return fromQuery === null ? fromBody : { ...fromQuery, ...fromBody };
}

async function parseBody(contentType: string, body: Buffer): Promise<Params | null> {
  if (contentType.startsWith('application/json')) return parseJsonObject(body.toString('utf8'));
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  }
  if (contentType.startsWith('multipart/form-data')) {
    try {
      const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
      return Object.fromEntries(form);
    } catch {
      return null;
    }
  }
  return {};
}

/** Integers that JavaScript would round come out as decimal strings. */
export function parseJsonObject(text: string): Params | null {
  try {
    const exact = /\d{16}/.test(text) ? quoteLongIntegers(text) : text;
    const value: unknown = JSON.parse(exact);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function quoteLongIntegers(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
}

/** '' when absent. */
export function textParam(params: Params, name: string): string {
  const value = params[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** An integer of any size, or null when absent or not one. */
export function integerParam(params: Params, name: string): bigint | null {
  const text = textParam(params, name);
  return /^-?\d{1,30}$/.test(text) ? BigInt(text) : null;
}

export function numberParam(params: Params, name: string, fallback: number): number {
  const value = Number(textParam(params, name) || fallback);
  return Number.isFinite(value) ? value : fallback;
}

export type JsonParam<T> = { kind: 'absent' } | { kind: 'invalid' } | { kind: 'given'; value: T };

/** A structured parameter: an object in a JSON body, a JSON text in a form. */
export function jsonParam<T>(params: Params, name: string, schema: z.ZodType<T>): JsonParam<T> {
  const raw = params[name];
  if (raw === undefined || raw === null || raw === '') return { kind: 'absent' };
  try {
    const parsed = schema.safeParse(typeof raw === 'string' ? JSON.parse(raw) : raw);
    return parsed.success ? { kind: 'given', value: parsed.data } : { kind: 'invalid' };
  } catch {
    return { kind: 'invalid' };
  }
}
