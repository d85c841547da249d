import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { z } from 'zod';
import { refused, type ZaloAnswer } from './answers.ts';
import { REFUSALS } from './refusals.ts';
import type { FakeOa } from './state.ts';

/** Above the largest upload, which must be refused by the platform's own code. */
const MAX_BODY_BYTES = 12 * 1024 * 1024;

export interface Incoming {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** One call to the API whose token was accepted. */
export interface ApiCall extends Incoming {
  oa: FakeOa;
}

export type ApiMethod = (call: ApiCall) => ZaloAnswer | Promise<ZaloAnswer>;

export type Parsed<T> = { kind: 'parsed'; value: T } | { kind: 'refused'; answer: ZaloAnswer };

/** Null: the connection ended, or the body is past any limit. */
export function readIncoming(request: IncomingMessage): Promise<Incoming | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    });
    request.on('end', () => {
      if (size > MAX_BODY_BYTES) return resolve(null);
      const [path = '', ...queries] = (request.url ?? '/').split('?');
      resolve({
        method: request.method ?? 'GET',
        path,
        query: new URLSearchParams(queries.join('?')),
        headers: request.headers,
        body: Buffer.concat(chunks),
      });
    });
    request.on('error', () => resolve(null));
  });
}

export function headerOf(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

/** Undefined: not JSON. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

export function parseBody<T>(schema: z.ZodType<T>, call: Incoming): Parsed<T> {
  if (!headerOf(call.headers, 'content-type').startsWith('application/json')) {
    return { kind: 'refused', answer: refused(REFUSALS.parameterInvalid, 'body is not JSON') };
  }
  return parseWith(schema, parseJson(call.body.toString('utf8')));
}

/** `?data=` with JSON in it, as calls that read take it. */
export function parseData<T>(schema: z.ZodType<T>, call: Incoming): Parsed<T> {
  return parseWith(schema, parseJson(call.query.get('data') ?? ''));
}

/** What is too long or too many is −210, everything else that is wrong −201. */
export function parseWith<T>(schema: z.ZodType<T>, input: unknown): Parsed<T> {
  const result = schema.safeParse(input);
  if (result.success) return { kind: 'parsed', value: result.data };
  const wrong = result.error.issues.find((issue) => issue.code !== 'too_big');
  const issue = wrong ?? result.error.issues[0];
  const refusal = wrong === undefined ? REFUSALS.parameterTooLarge : REFUSALS.parameterInvalid;
  return { kind: 'refused', answer: refused(refusal, fieldOf(issue)) };
}

function fieldOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'body';
  const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
  return [...issue.path.map(String), ...keys].join('.') || 'body';
}

/** The person a call is about, whatever its kind; for faults that meet one person only. */
const aboutSchema = z
  .object({
    user_id: z.string().optional(),
    recipient: z.object({ user_id: z.string().optional() }).optional(),
  })
  .transform((call) => call.user_id ?? call.recipient?.user_id ?? null)
  .catch(null);

export function aboutWhom(call: Incoming): string | null {
  const json = headerOf(call.headers, 'content-type').startsWith('application/json');
  const text = json ? call.body.toString('utf8') : (call.query.get('data') ?? '');
  return text === '' ? null : aboutSchema.parse(parseJson(text));
}
