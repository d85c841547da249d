import { z } from 'zod';
import { assertNever } from '../../shared/assert-never.ts';
import type { PullResult } from '../channel.ts';
import type { Outcome } from '../outcome.ts';
import type { TelegramApi } from './api.ts';
import { callTelegram } from './call.ts';
import { outcomeOfError } from './errors.ts';
import { pulledUpdateSchema } from './schema.ts';

/** What we can use, for polling and webhooks alike. */
export const ALLOWED_UPDATES = ['message', 'callback_query', 'my_chat_member'] as const;

/** https://core.telegram.org/bots/api#getupdates: 1-100. */
const PULL_LIMIT = 100;

/** `getUpdates`. Every update below `offset` is forgotten by Telegram, so it must be stored before. */
export async function pullUpdates(
  api: TelegramApi,
  offset: string,
  timeoutSeconds: number,
  signal: AbortSignal,
): Promise<PullResult> {
  const result = await callTelegram(() =>
    api.getUpdates(
      {
        offset: exactNumber(offset),
        timeout: timeoutSeconds,
        limit: PULL_LIMIT,
        allowed_updates: ALLOWED_UPDATES,
      },
      signal,
    ),
  );
  switch (result.kind) {
    case 'answered':
      return readUpdates(result.result, offset);
    case 'refused':
      // "terminated by other getUpdates request", "can't use getUpdates method while webhook is active"
      if (result.answer.error_code === 409) return { kind: 'conflict' };
      return ofOutcome(outcomeOfError(result.answer, { chatExternalId: null, editMessageId: null }));
    case 'failed':
      return { kind: 'temporary', reason: result.outcome.reason };
    default:
      return assertNever(result);
  }
}

function exactNumber(digits: string): number | string {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : digits;
}

/** An entry without an id can neither be stored nor confirmed; it is left out and passed over with the next offset. */
function readUpdates(answer: unknown, offset: string): PullResult {
  const list = z.array(z.unknown()).safeParse(answer);
  if (!list.success) return { kind: 'temporary', reason: 'unreadable_answer' };

  const updates: unknown[] = [];
  let next = BigInt(offset);
  for (const entry of list.data) {
    const update = pulledUpdateSchema.safeParse(entry);
    if (!update.success) continue;
    updates.push(entry);
    const following = BigInt(update.data.update_id) + 1n;
    if (following > next) next = following;
  }
  if (updates.length === 0 && list.data.length > 0) return { kind: 'temporary', reason: 'unreadable_answer' };
  return { kind: 'updates', updates, nextOffset: next.toString() };
}

function ofOutcome(outcome: Outcome): PullResult {
  if (outcome.kind === 'throttled') return { kind: 'throttled', retryAfterMs: outcome.retryAfterMs };
  if (outcome.kind === 'misconfigured') return { kind: 'misconfigured', reason: outcome.reason };
  return { kind: 'temporary', reason: 'reason' in outcome ? outcome.reason : outcome.kind };
}
