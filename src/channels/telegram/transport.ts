import { type Dispatcher, Pool } from 'undici';
import { z } from 'zod';
import { parseJsonKeepingLargeIds } from './large-ids.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/** Below the five seconds of common servers: a request on a connection that is being closed may be lost. */
const KEEP_ALIVE_MS = 4_000;
/** A hundred updates are well below a megabyte. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/**
 * Why there is no readable answer; what may be concluded is in `phase`:
 * - `not_sent`: not one byte of the request left this machine;
 * - `refused`: something on the way (a proxy, a gateway) answered with an HTTP error of its own;
 * - `no_answer`: the request left, and whether it was accepted cannot be known.
 *
 * Holds no URL (the token is a part of it), no header and no text.
 */
export class TransportError extends Error {
  readonly phase: 'not_sent' | 'refused' | 'no_answer';
  readonly reason: string;

  constructor(phase: TransportError['phase'], reason: string) {
    super(reason);
    this.name = 'TransportError';
    this.phase = phase;
    this.reason = reason;
  }
}

/** The part of an AbortSignal that a call uses; grammY's types know only a polyfill's. */
export interface CallSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
}

export interface TransportCall {
  /** Path of the method below the root of the server, with its token. */
  path: string;
  contentType: string;
  body: string | Buffer;
  /** Spares the parsing of a whole answer where its beginning says enough; null where it does not, or nothing may. */
  readBeginning: ((answer: Buffer) => BotApiAnswer | null) | null;
  /** The call ends then, whether or not it has an answer. */
  timeoutMs: number;
  signal: CallSignal;
}

/** What the Bot API answers: `{ ok: true, result }` or `{ ok: false, error_code, … }`. */
export type BotApiAnswer =
  | { ok: true; result: unknown }
  | { ok: false; error_code: number; description?: unknown };

export interface Transport {
  /** Resolves with the answer of the Bot API. Throws `TransportError`; any other error is taken as `no_answer`. */
  call(call: TransportCall): Promise<BotApiAnswer>;
  /** Waits for the calls in flight, which all have a deadline. */
  close(): Promise<void>;
}

/** Calls over a pool of kept-alive connections. */
export function createTransport(apiRoot: string, connections: number): Transport {
  const root = new URL(apiRoot);
  const basePath = root.pathname.replace(/\/+$/, '');
  const pool = new Pool(root.origin, {
    connections,
    pipelining: 1,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Each call has its own deadline: a long poll may wait long.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: MAX_ANSWER_BYTES,
  });

  return {
    call: async (call) =>
      readAnswer(await dispatch(pool, { ...call, path: basePath + call.path }), call.readBeginning),
    close: async () => {
      if (!pool.closed) await pool.close();
    },
  };
}

interface RawAnswer {
  status: number;
  body: Buffer;
  complete: boolean;
}

/** Plain `dispatch`, because it alone tells when a request is put on a connection (`onRequestStart`). */
function dispatch(pool: Pool, call: TransportCall): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    if (call.signal.aborted) {
      reject(new TransportError('not_sent', 'aborted'));
      return;
    }
    let controller: Dispatcher.DispatchController | undefined;
    let ended = false;
    let status = 0;
    const chunks: Buffer[] = [];

    const finish = () => {
      ended = true;
      clearTimeout(timer);
      stopListening();
    };
    const fail = (code: string) => {
      if (ended) return;
      finish();
      // The status alone says that the call was refused, even if the rest of the answer is lost.
      if (status >= 300) resolve({ status, body: NOTHING, complete: false });
      else reject(new TransportError(controller === undefined ? 'not_sent' : 'no_answer', code));
    };
    const giveUp = (code: string) => {
      fail(code);
      controller?.abort(new Error(code));
    };
    const timer = setTimeout(giveUp, call.timeoutMs, 'timed_out');
    const stopListening = onAbort(call.signal, () => giveUp('aborted'));

    pool.dispatch(
      { path: call.path, method: 'POST', headers: headersOf(call.contentType), body: call.body },
      {
        onRequestStart: (started) => {
          // Given up while it waited for a connection: undici then writes nothing.
          if (ended) started.abort(new Error('given up'));
          else controller = started;
        },
        onResponseStart: (_, statusCode) => {
          status = statusCode;
        },
        onResponseData: (_, chunk) => {
          chunks.push(chunk);
        },
        onResponseEnd: () => {
          if (ended) return;
          finish();
          const [only = NOTHING] = chunks;
          resolve({ status, body: chunks.length > 1 ? Buffer.concat(chunks) : only, complete: true });
        },
        onResponseError: (_, error) => fail(networkReason(error)),
      },
    );
  });
}

const NOTHING = Buffer.alloc(0);
const JSON_HEADERS = { 'content-type': 'application/json' };

/** All but a few calls are JSON. */
function headersOf(contentType: string): { 'content-type': string } {
  return contentType === JSON_HEADERS['content-type'] ? JSON_HEADERS : { 'content-type': contentType };
}

/**
 * One listener for each signal, however many calls share it: a lane's calls all do, and listeners of a signal are a
 * list that is walked each time. Returns how to stop listening.
 */
function onAbort(signal: CallSignal, listener: () => void): () => void {
  const known = listenersOf.get(signal);
  const listeners = known ?? new Set();
  listeners.add(listener);
  if (!known) {
    listenersOf.set(signal, listeners);
    signal.addEventListener('abort', () => {
      for (const each of [...listeners]) each();
    });
  }
  return () => void listeners.delete(listener);
}

const listenersOf = new WeakMap<CallSignal, Set<() => void>>();

/** Codes of the operating system, TLS and undici are upper-case words: ECONNREFUSED, UND_ERR_SOCKET. */
function networkReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{1,50}$/.test(code)
    ? `net_${code.toLowerCase()}`
    : 'net_error';
}

const refusalSchema = z.looseObject({ ok: z.literal(false), error_code: z.int() });

/** By hand: this is read for every message, and what `result` holds is parsed where it is used. */
function botApiAnswer(answer: unknown): BotApiAnswer | null {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return null;
  if (answer.ok === true) return 'result' in answer ? { ok: true, result: answer.result } : null;
  return refusalSchema.safeParse(answer).data ?? null;
}

/** Bot API answers are JSON with `ok`, whatever the HTTP status; anything else came from something on the way. */
function readAnswer(answer: RawAnswer, readBeginning: TransportCall['readBeginning']): BotApiAnswer {
  if (answer.complete) {
    const parsed =
      readBeginning?.(answer.body) ?? botApiAnswer(parseOrUndefined(answer.body.toString('utf8')));
    if (parsed) return parsed;
  }
  // A 429 pauses and uses up no attempt, whoever says it.
  if (answer.status === 429) return { ok: false, error_code: 429, description: '' };
  if (answer.status >= 300) throw new TransportError('refused', `http_${answer.status}`);
  throw new TransportError('no_answer', 'unreadable_answer');
}

function parseOrUndefined(text: string): unknown {
  try {
    return parseJsonKeepingLargeIds(text);
  } catch {
    return undefined;
  }
}
