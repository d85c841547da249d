import { createHmac } from 'node:crypto';
import type { Outcome } from '../outcome.ts';
import { assertNever } from './assert-never.ts';
import { type Call, classOfCode, isListed, outcomeOfCode, outcomeOfHttp } from './errors.ts';
import { parseJsonOrUndefined } from './large-ids.ts';
import { envelopeSchema } from './schema.ts';
import type { TokenResult, ZaloTokens } from './tokens.ts';
import type { HttpResult, Transport } from './transport.ts';

/** What the last answer said of the account's rate (X-RateLimit-Limit, X-RateLimit-Remain). */
export interface RateFeedback {
  limit: number;
  remain: number;
}

export interface ApiRequest {
  method: 'GET' | 'POST';
  path: string;
  /** Sent as JSON. */
  json?: unknown;
  /** Instead of `json`. */
  raw?: { contentType: string; body: Buffer };
  call?: Call;
}

export type CallResult =
  | { kind: 'ok'; data: unknown }
  /** Zalo refused: `error` of its answer. */
  | { kind: 'error'; code: number }
  /** The answer is not Zalo's JSON. */
  | { kind: 'http'; status: number }
  | { kind: 'no_token'; reason: string; permanent: boolean }
  | { kind: 'not_sent'; reason: string }
  /** It left, and what became of it cannot be known. */
  | { kind: 'no_answer'; reason: string };

/** One call of openapi.zalo.me. Never throws. The signal must bring a deadline. */
export type CallZalo = (request: ApiRequest, signal: AbortSignal) => Promise<CallResult>;

export interface CallerOptions {
  transport: Transport;
  tokens: ZaloTokens;
  /** Signs each call with `appsecret_proof`, which the app's settings may demand; null leaves it out. */
  proofKey: string | null;
  onRate?: (feedback: RateFeedback) => void;
}

/**
 * Calls with the account's token. When Zalo refuses the token, it is refreshed and the call repeated, once: a call that
 * was refused for its token has done nothing.
 */
export function createCaller(options: CallerOptions): CallZalo {
  const { transport, tokens } = options;

  async function once(request: ApiRequest, accessToken: string, signal: AbortSignal): Promise<CallResult> {
    const result = await transport.request(
      {
        method: request.method,
        path: request.path,
        headers: {
          // Only this header counts; `Authorization: Bearer` and a query parameter are refused with -216.
          access_token: accessToken,
          ...(request.raw ? { 'content-type': request.raw.contentType } : {}),
          ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(options.proofKey === null
            ? {}
            : { appsecret_proof: createHmac('sha256', options.proofKey).update(accessToken).digest('hex') }),
        },
        ...bodyOf(request),
      },
      signal,
    );
    if (result.kind !== 'answered') return result;
    const feedback = rateOf(result.headers);
    if (feedback !== null) options.onRate?.(feedback);
    return readAnswer(result, request.call);
  }

  return async (request, signal) => {
    const token = await tokens.current(signal);
    if (token.kind !== 'token') return withoutToken(token);
    const first = await once(request, token.accessToken, signal);
    if (!isAuthRefusal(first, request.call)) return first;

    const renewed = await tokens.afterRefusal(token.version, signal);
    if (renewed.kind !== 'token') return withoutToken(renewed);
    return once(request, renewed.accessToken, signal);
  };
}

function bodyOf({ json, raw }: ApiRequest): { body?: string | Buffer } {
  if (raw) return { body: raw.body };
  return json === undefined ? {} : { body: JSON.stringify(json) };
}

function isAuthRefusal(result: CallResult, call: Call | undefined): boolean {
  if (result.kind === 'error') return classOfCode(result.code, call) === 'auth';
  return result.kind === 'http' && result.status === 401;
}

function withoutToken(token: Exclude<TokenResult, { kind: 'token' }>): CallResult {
  const reason = token.kind === 'consent_needed' ? 'zalo_consent_needed' : token.reason;
  return { kind: 'no_token', reason, permanent: token.kind !== 'temporary' };
}

/**
 * Application errors come with HTTP 200, so a code counts more than the status. But a code that nobody knows, under a
 * status of its own, is a gateway's: whether a send behind it arrived cannot be known.
 */
function readAnswer(
  { status, body }: Extract<HttpResult, { kind: 'answered' }>,
  call: Call | undefined,
): CallResult {
  const envelope = envelopeSchema.safeParse(parseJsonOrUndefined(body));
  if (!envelope.success) return { kind: 'http', status };
  const { error, data } = envelope.data;
  const isGateways = (status === 429 || status >= 500) && !isListed(error, call);
  if (error !== 0 && !isGateways) return { kind: 'error', code: error };
  return status < 300 ? { kind: 'ok', data } : { kind: 'http', status };
}

function rateOf(headers: Readonly<Record<string, string>>): RateFeedback | null {
  const limit = countOf(headers['x-ratelimit-limit']);
  const remain = countOf(headers['x-ratelimit-remain']);
  return limit === null || remain === null ? null : { limit, remain };
}

function countOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

export type FailedCall = Exclude<CallResult, { kind: 'ok' }>;

/** What a call that was not accepted means for a message. */
export function outcomeOfCall(result: FailedCall, nowMs: number, call?: Call): Outcome {
  switch (result.kind) {
    case 'error':
      return outcomeOfCode(result.code, nowMs, call);
    case 'http':
      return outcomeOfHttp(result.status);
    case 'no_token':
      return { kind: result.permanent ? 'misconfigured' : 'temporary', reason: result.reason };
    case 'not_sent':
      return { kind: 'temporary', reason: result.reason };
    case 'no_answer':
      return { kind: 'unknown', reason: result.reason };
    default:
      return assertNever(result);
  }
}

/** What a call came to that may be repeated without harm: nothing is ever `unknown`. */
export type ReadFailure = Exclude<Outcome, { kind: 'sent' | 'unknown' | 'moved' }>;
export type ReadResult<T> = { kind: 'ok'; value: T } | { kind: 'failed'; outcome: ReadFailure };

/** The same for a call that only asks, or may be repeated. */
export function failureOfCall(result: FailedCall, nowMs: number): ReadFailure {
  const outcome = outcomeOfCall(result, nowMs);
  switch (outcome.kind) {
    case 'unknown':
      return { kind: 'temporary', reason: outcome.reason };
    case 'sent':
    case 'moved':
      return { kind: 'temporary', reason: 'unreadable_answer' };
    default:
      return outcome;
  }
}
