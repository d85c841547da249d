import type { z } from 'zod';
import { type SimulatorError, simulatorErrorSchema } from '../../contracts/simulator.ts';

/**
 * Why a request brought nothing.
 * - `offline`: no answer at all, or none in time.
 * - `refused`: the service understood and says no.
 * - `broken`: an answer that is not in the contract, or an error of the service.
 */
export type Failure =
  | { kind: 'offline' }
  | { kind: 'refused'; error: SimulatorError['error']; message: string }
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

/** Longer than a slow answer of a busy demo, shorter than anyone's patience. */
const ANSWER_WITHIN_MS = 8_000;

export interface RequestOptions {
  method?: 'GET' | 'POST';
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * Asks the service and parses what it says.
 * Throws `RequestFailed`; rethrows the abort of `signal`, so that a query that was given up is no error.
 */
export async function request<T>(
  path: string,
  schema: z.ZodType<T>,
  options: RequestOptions = {},
): Promise<T> {
  const response = await answer(path, options);
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new RequestFailed(refusal(response.status, body));
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new RequestFailed({ kind: 'broken', status: response.status });
  return parsed.data;
}

async function answer(path: string, { method = 'GET', body, signal }: RequestOptions): Promise<Response> {
  const timeout = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    return await fetch(path, {
      method,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new RequestFailed({ kind: 'offline' });
  }
}

function refusal(status: number, body: unknown): Failure {
  const parsed = simulatorErrorSchema.safeParse(body);
  return parsed.success ? { kind: 'refused', ...parsed.data } : { kind: 'broken', status };
}
