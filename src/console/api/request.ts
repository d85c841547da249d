import type { z } from 'zod';
import { problemSchema } from '../../contracts/problems.ts';
import { simulatorErrorSchema } from '../../contracts/simulator.ts';

/**
 * Why a request brought nothing.
 * - `offline`: no answer at all, or none in time.
 * - `refused`: the service understood and says no. `code` is one of `PROBLEMS`, or of a younger service; `more` are the
 *   further fields of the problem.
 * - `broken`: an answer that is not in the contract.
 */
export type Failure =
  | { kind: 'offline' }
  | {
      kind: 'refused';
      code: string;
      status: number;
      /** How long the service asks to wait; null where it does not say. */
      retryAfterSeconds: number | null;
      more: Readonly<Record<string, unknown>>;
    }
  | { kind: 'broken'; status: number };

/** Carries a `Failure` through TanStack Query, which wants a thrown error. */
export class RequestFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`request failed: ${failure.kind}`);
    this.name = 'RequestFailed';
    this.failure = failure;
  }
}

/** The failure inside a thrown value; anything unforeseen counts as a broken answer. */
export function failureOf(error: unknown): Failure {
  return error instanceof RequestFailed ? error.failure : { kind: 'broken', status: 0 };
}

/** Whether the service refused with this code. */
export function isRefusal(error: unknown, code: string): boolean {
  const failure = failureOf(error);
  return failure.kind === 'refused' && failure.code === code;
}

/** Longer than a slow answer of a busy demo, shorter than anyone's patience. */
const ANSWER_WITHIN_MS = 8_000;

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** Instead of `body`: a file, sent as it is. */
  file?: Blob;
  signal?: AbortSignal;
  /** Makes a request that is sent twice be done once. */
  idempotencyKey?: string;
  /** Above the usual patience, for what is known to take long. */
  answerWithinMs?: number;
}

/**
 * Asks the service and parses what it says. The session is a cookie that scripts cannot read; the browser sends it along.
 * Throws `RequestFailed`; rethrows the abort of `signal`, so that a query that was given up is no error.
 */
export async function request<T>(
  path: string,
  schema: z.ZodType<T>,
  options: RequestOptions = {},
): Promise<T> {
  const response = await answer(path, options);
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new RequestFailed({ kind: 'broken', status: response.status });
  return parsed.data;
}

/** As `request`, for what is answered without a body (204). */
export async function command(path: string, options: RequestOptions = {}): Promise<void> {
  await answer(path, { method: 'POST', ...options });
}

async function answer(path: string, options: RequestOptions): Promise<Response> {
  const { method = 'GET', body, file, signal, idempotencyKey, answerWithinMs = ANSWER_WITHIN_MS } = options;
  const timeout = AbortSignal.timeout(answerWithinMs);
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      headers: {
        accept: 'application/json, application/problem+json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(file === undefined ? {} : { 'content-type': file.type || 'application/octet-stream' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(file === undefined ? {} : { body: file }),
    });
    if (response.ok) return response;
    throw new RequestFailed(await refusalOf(response));
  } catch (error) {
    if (signal?.aborted === true || error instanceof RequestFailed) throw error;
    throw new RequestFailed({ kind: 'offline' });
  }
}

/** What a response that is not a success says. */
export async function refusalOf(response: Response): Promise<Failure> {
  const { status } = response;
  const body: unknown = await response.json().catch(() => undefined);
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfterSeconds = Number.isFinite(retryAfter) ? retryAfter : null;
  const problem = problemSchema.safeParse(body);
  if (problem.success) {
    const { status: _, code, ...more } = problem.data;
    return { kind: 'refused', code, status, retryAfterSeconds, more };
  }
  const simulator = simulatorErrorSchema.safeParse(body);
  if (simulator.success) {
    return { kind: 'refused', code: simulator.data.error, status, retryAfterSeconds, more: {} };
  }
  return { kind: 'broken', status };
}
