import { GrammyError } from 'grammy';
import type { Outcome } from '../outcome.ts';
import { type ErrorAnswer, errorAnswerSchema } from './schema.ts';
import { TransportError } from './transport.ts';

export type CallFailure = Extract<Outcome, { kind: 'temporary' | 'unknown' }>;

export type CallResult =
  | { kind: 'answered'; result: unknown }
  | { kind: 'refused'; answer: ErrorAnswer }
  /** No answer of the Bot API: `temporary` if it surely did not accept the call, else `unknown`. */
  | { kind: 'failed'; outcome: CallFailure };

/** Turns whatever becomes of one Bot API call into data. Never throws. */
export async function callTelegram(run: () => Promise<unknown>): Promise<CallResult> {
  try {
    return { kind: 'answered', result: await run() };
  } catch (error) {
    return resultOfError(error);
  }
}

/** grammY's errors hold the payload and the URL, so nothing of them but these fields goes on. */
function resultOfError(error: unknown): CallResult {
  if (error instanceof GrammyError) {
    const { error_code, description, parameters } = error;
    const answer = errorAnswerSchema.safeParse({ error_code, description, parameters });
    if (answer.success) return { kind: 'refused', answer: answer.data };
    return { kind: 'failed', outcome: { kind: 'unknown', reason: 'unreadable_answer' } };
  }
  if (!(error instanceof TransportError)) {
    return { kind: 'failed', outcome: { kind: 'unknown', reason: 'no_answer' } };
  }
  const kind = error.phase === 'no_answer' ? 'unknown' : 'temporary';
  return { kind: 'failed', outcome: { kind, reason: error.reason } };
}
