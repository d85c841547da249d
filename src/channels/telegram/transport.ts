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

/** The part of `fetch` that grammY's `Api` uses for JSON calls. */
export interface TelegramRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  signal?: RequestSignal;
}

interface RequestSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Resolves with the parsed Bot API answer. Throws `TransportError`; any other error is taken as `no_answer`. */
export type TelegramFetch = (url: string, request: TelegramRequest) => Promise<{ json(): Promise<unknown> }>;

export interface Transport {
  fetch: TelegramFetch;
  /** Waits for the calls in flight, which all have a deadline. */
  close(): Promise<void>;
}

/**
 * A `fetch` over a pool of kept-alive connections. Each call must bring an abort signal with its deadline: the pool
 * itself waits for an answer without end, because a long poll may.
 */
export function createTransport(apiRoot: string, connections: number): Transport {
  const pool = new Pool(new URL(apiRoot).origin, {
    connections,
    pipelining: 1,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: MAX_ANSWER_BYTES,
  });

  return {
    fetch: async (url, request) => {
      const { pathname, search } = new URL(url);
      const answer = await dispatch(pool, pathname + search, request);
      return { json: async () => readAnswer(answer) };
    },
    close: async () => {
      if (!pool.closed) await pool.close();
    },
  };
}

interface RawAnswer {
  status: number;
  body: string;
  complete: boolean;
}

/** Plain `dispatch`, because it alone tells when a request is put on a connection (`onRequestStart`). */
function dispatch(pool: Pool, path: string, request: TelegramRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    const chunks: Buffer[] = [];

    const finish = () => request.signal?.removeEventListener('abort', onAbort);
    const fail = (code: string) => {
      finish();
      // The status alone says that the call was refused, even if the rest of the answer is lost.
      if (status >= 300) resolve({ status, body: '', complete: false });
      else reject(new TransportError(controller === undefined ? 'not_sent' : 'no_answer', code));
    };
    const onAbort = () => {
      fail('aborted');
      controller?.abort(new Error('aborted'));
    };

    if (request.signal?.aborted) {
      fail('aborted');
      return;
    }
    request.signal?.addEventListener('abort', onAbort);

    pool.dispatch(
      {
        path,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof request.body === 'string' ? request.body : null,
      },
      {
        onRequestStart: (started) => {
          // Given up while it waited for a connection: undici then writes nothing.
          if (request.signal?.aborted) started.abort(new Error('aborted'));
          else controller = started;
        },
        onResponseStart: (_, statusCode) => {
          status = statusCode;
        },
        onResponseData: (_, chunk) => {
          chunks.push(chunk);
        },
        onResponseEnd: () => {
          finish();
          resolve({ status, body: Buffer.concat(chunks).toString('utf8'), complete: true });
        },
        onResponseError: (_, error) => fail(networkReason(error)),
      },
    );
  });
}

/** Codes of the operating system, TLS and undici are upper-case words: ECONNREFUSED, UND_ERR_SOCKET. */
function networkReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{1,50}$/.test(code)
    ? `net_${code.toLowerCase()}`
    : 'net_error';
}

const botApiAnswerSchema = z.union([
  z.looseObject({ ok: z.literal(true) }),
  z.looseObject({ ok: z.literal(false), error_code: z.int() }),
]);

/** Bot API answers are JSON with `ok`, whatever the HTTP status; anything else came from something on the way. */
function readAnswer(answer: RawAnswer): unknown {
  if (answer.complete) {
    const parsed = botApiAnswerSchema.safeParse(parseOrUndefined(answer.body));
    if (parsed.success) return parsed.data;
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
