import { GrammyError, HttpError } from 'grammy';
import type { Outcome } from '../outcome.ts';
import { type ErrorAnswer, errorAnswerSchema } from './schema.ts';
import { TransportError } from './transport.ts';

export type CallFailure = Extract<Outcome, { kind: 'temporary' | 'unknown' }>;

export type CallResult =
  | { kind: 'answered'; result: unknown }
  | { kind: 'refused'; answer: ErrorAnswer }
  /** No answer of the Bot API: `temporary` if it surely did not accept the call, else `unknown`. */
  | { kind: 'failed'; outcome: CallFailure };

/** Runs one Bot API call within `timeoutMs` and turns whatever happens into data. Never throws. */
export async function callTelegram(
  run: (signal: AbortSignal) => Promise<unknown>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<CallResult> {
  if (signal.aborted) return { kind: 'failed', outcome: { kind: 'temporary', reason: 'aborted' } };

  // By hand: AbortSignal.any leaks on Node 20 when one of its sources lives as long as the process.
  const ended = new AbortController();
  let timedOut = false;
  const end = () => ended.abort();
  const timer = setTimeout(() => {
    timedOut = true;
    end();
  }, timeoutMs);
  signal.addEventListener('abort', end, { once: true });
  try {
    return { kind: 'answered', result: await run(ended.signal) };
  } catch (error) {
    return resultOfError(error, timedOut);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

/** grammY's errors hold the payload and the URL, so nothing of them but these fields goes on. */
function resultOfError(error: unknown, timedOut: boolean): CallResult {
  if (error instanceof GrammyError) {
    const { error_code, description, parameters } = error;
    const answer = errorAnswerSchema.safeParse({ error_code, description, parameters });
    if (answer.success) return { kind: 'refused', answer: answer.data };
    return { kind: 'failed', outcome: { kind: 'unknown', reason: 'unreadable_answer' } };
  }
  const cause = error instanceof HttpError ? error.error : error;
  if (!(cause instanceof TransportError)) {
    return { kind: 'failed', outcome: { kind: 'unknown', reason: timedOut ? 'timed_out' : 'no_answer' } };
  }
  return {
    kind: 'failed',
    outcome: {
      kind: cause.phase === 'no_answer' ? 'unknown' : 'temporary',
      reason: timedOut ? 'timed_out' : cause.reason,
    },
  };
}
