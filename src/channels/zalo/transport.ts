import { type Dispatcher, Pool } from 'undici';
import { abortReason } from './deadline.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/** Below the five seconds of common servers: a request on a connection that is being closed may be lost. */
const KEEP_ALIVE_MS = 4_000;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export interface HttpRequest {
  method: 'GET' | 'POST';
  /** With its query. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Buffer;
}

/** What became of a request. Holds no URL, no header of ours and nothing of what was sent. */
export type HttpResult =
  | { kind: 'answered'; status: number; headers: Readonly<Record<string, string>>; body: string }
  /** Not one byte of the request left this machine. */
  | { kind: 'not_sent'; reason: string }
  /** The request left, and whether it was accepted cannot be known. */
  | { kind: 'no_answer'; reason: string };

export interface Transport {
  /** Never throws. The signal must bring a deadline (`deadline.ts`): nothing else ends the wait for an answer. */
  request(request: HttpRequest, signal: AbortSignal): Promise<HttpResult>;
  /** Waits for the requests in flight, which all have a deadline. */
  close(): Promise<void>;
}

/** A pool of kept-alive connections to one host ("https://openapi.zalo.me", or a fake). */
export function createTransport(root: string, connections: number): Transport {
  const { origin, pathname } = new URL(root);
  const prefix = pathname.replace(/\/+$/, '');
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: MAX_ANSWER_BYTES,
  });

  return {
    request: (request, signal) => dispatch(pool, { ...request, path: prefix + request.path }, signal),
    close: async () => {
      if (!pool.closed) await pool.close();
    },
  };
}

/** Plain `dispatch`, because it alone tells when a request is put on a connection (`onRequestStart`). */
function dispatch(pool: Pool, request: HttpRequest, signal: AbortSignal): Promise<HttpResult> {
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let headers: Record<string, string> = {};
    const chunks: Buffer[] = [];

    const finish = (result: HttpResult) => {
      signal.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const fail = (reason: string) => {
      // The status alone says that the call was refused, even if the rest of the answer is lost.
      if (status >= 300) finish({ kind: 'answered', status, headers, body: '' });
      else finish({ kind: controller === undefined ? 'not_sent' : 'no_answer', reason });
    };
    const onAbort = () => {
      fail(abortReason(signal));
      controller?.abort(new Error('aborted'));
    };
    if (signal.aborted) {
      fail(abortReason(signal));
      return;
    }
    signal.addEventListener('abort', onAbort);

    pool.dispatch(
      {
        path: request.path,
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
      },
      {
        onRequestStart: (started) => {
          // Given up while it waited for a connection: undici then writes nothing.
          if (signal.aborted) started.abort(new Error('aborted'));
          else controller = started;
        },
        onResponseStart: (_, statusCode, answered) => {
          status = statusCode;
          headers = firstValues(answered);
        },
        onResponseData: (_, chunk) => {
          chunks.push(chunk);
        },
        onResponseEnd: () =>
          finish({ kind: 'answered', status, headers, body: Buffer.concat(chunks).toString('utf8') }),
        onResponseError: (_, error) => fail(networkReason(error)),
      },
    );
  });
}

function firstValues(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const first: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const one = Array.isArray(value) ? value[0] : value;
    if (one !== undefined) first[name.toLowerCase()] = one;
  }
  return first;
}

/** Codes of the operating system, TLS and undici are upper-case words: ECONNREFUSED, UND_ERR_SOCKET. */
function networkReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{1,50}$/.test(code)
    ? `net_${code.toLowerCase()}`
    : 'net_error';
}
