import { z } from 'zod';
import { replyPayload } from '../../src/replies/reply.ts';
import { waitUntil } from '../watch.ts';
import type { AcceptedSend } from './judge.ts';
import { MARKS } from './marks.ts';
import type { Scene } from './scenario.ts';
import type { ChaosStage } from './stage.ts';

const RECEIVED_MS = 90_000;

/** Every household has the first message and presses "safe" on it, all at once. */
export async function pressAll({ stage, alertNumber, complain }: Scene): Promise<null> {
  const mark = MARKS[0];
  const received = () => stage.platform.ask('received', { mark }, z.array(z.number()));
  await waitUntil(async () => (await received()).every((copies) => copies > 0), RECEIVED_MS);
  const payload = replyPayload(alertNumber, 'SAFE');
  const pressed = await stage.platform.ask('press', { mark, payload }, z.number());
  if (pressed !== stage.households) complain(`only ${pressed} households could answer`);
  return null;
}

/**
 * What became of the answers. Lost: a household that does not count as safe, an event that was not handled, or a receipt
 * that did not come. Duplicates: replies and receipts beyond one for each household.
 */
export async function judgeInbound(
  stage: ChaosStage,
  accepted: readonly AcceptedSend[],
): Promise<{ lost: number; duplicates: number; timesMs: readonly number[] }> {
  const { households, ledger } = stage;
  const { safe, replies, unhandled } = await ledger.answers();
  const receipts = new Map<number, number>();
  for (const { mark, chat } of accepted) if (mark === -1) receipts.set(chat, (receipts.get(chat) ?? 0) + 1);
  const extraReceipts = [...receipts.values()].reduce((sum, copies) => sum + copies - 1, 0);
  return {
    lost: households - safe + unhandled + (households - receipts.size),
    duplicates: Math.max(0, replies - households) + extraReceipts,
    timesMs: (await ledger.events()).atMs,
  };
}
