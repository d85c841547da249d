import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import { type ApiAnswer, REFUSALS, success } from './answers.ts';
import { integerParam, jsonParam, numberParam, type Params } from './params.ts';
import type { FakeBot, PendingUpdate } from './state.ts';
import type { World } from './world.ts';

const MAX_UPDATES = 100;
const MAX_POLL_SECONDS = 50;

/** Kinds that a bot gets without asking (the platform leaves out a few that we do not simulate). */
const KINDS_BY_DEFAULT = ['message', 'callback_query', 'my_chat_member'];

export type UpdateKind = 'message' | 'callback_query' | 'my_chat_member';

/** The id for a new update, or null where the bot does not want this kind. */
export function nextUpdateId(bot: FakeBot, kind: UpdateKind): string | null {
  const wanted = bot.allowedUpdates.length === 0 ? KINDS_BY_DEFAULT : bot.allowedUpdates;
  return wanted.includes(kind) ? String(bot.lastUpdateId + 1n) : null;
}

export const allowedUpdatesSchema = z.array(z.string());

export interface LongPolling {
  /** `hungUp` aborts when the caller closes the connection. */
  getUpdates(bot: FakeBot, params: Params, hungUp: AbortSignal): Promise<ApiAnswer>;
  /** To be called when a bot has a new update. */
  wake(botId: string): void;
  /** Ends every waiting poll with an empty answer. */
  close(): void;
}

type WakeReason = 'update' | 'timeout' | 'other_poller' | 'hung_up' | 'closed';

export function createLongPolling(deps: { world: World; clock: Clock }): LongPolling {
  const { world, clock } = deps;
  const waiting = new Map<string, (reason: WakeReason) => void>();
  let closed = false;

  function confirm(bot: FakeBot, offset: bigint): void {
    const newest = bot.pending.at(-1);
    // A negative offset keeps that many of the newest and forgets the rest.
    const from = offset >= 0n ? offset : bot.pending.at(Number(offset))?.id;
    const first = bot.pending[0];
    if (newest === undefined || first === undefined || from === undefined || first.id >= from) return;
    world.record({ e: 'confirmed', bot: bot.id, offset: String(from) });
  }

  function wait(bot: FakeBot, timeoutMs: number, hungUp: AbortSignal): Promise<WakeReason> {
    return new Promise((resolve) => {
      const timer = new AbortController();
      const finish = (reason: WakeReason) => {
        if (waiting.get(bot.id) === finish) waiting.delete(bot.id);
        hungUp.removeEventListener('abort', onHungUp);
        timer.abort();
        resolve(reason);
      };
      const onHungUp = () => finish('hung_up');
      hungUp.addEventListener('abort', onHungUp, { once: true });
      waiting.set(bot.id, finish);
      void clock.sleep(timeoutMs, timer.signal).then(() => finish('timeout'));
    });
  }

  return {
    async getUpdates(bot, params, hungUp) {
      if (bot.webhook.url !== '') return REFUSALS.webhookActive;
      // As on the platform, the newer call wins and the one that waits is told.
      waiting.get(bot.id)?.('other_poller');

      const allowed = jsonParam(params, 'allowed_updates', allowedUpdatesSchema);
      if (allowed.kind === 'given' && allowed.value.join() !== bot.allowedUpdates.join()) {
        world.record({ e: 'allowed', bot: bot.id, updates: allowed.value });
      }
      const offset = integerParam(params, 'offset');
      if (offset !== null && offset !== 0n) confirm(bot, offset);
      const limit = Math.min(MAX_UPDATES, Math.max(1, numberParam(params, 'limit', MAX_UPDATES)));
      const timeoutSeconds = Math.min(MAX_POLL_SECONDS, Math.max(0, numberParam(params, 'timeout', 0)));

      if (nothingFor(bot) && timeoutSeconds > 0 && !closed) {
        const reason = await wait(bot, timeoutSeconds * 1000, hungUp);
        if (reason === 'other_poller') return REFUSALS.otherPoller;
      }
      return success(`[${takeUpdates(bot, limit).join(',')}]`);
    },
    wake(botId) {
      waiting.get(botId)?.('update');
    },
    close() {
      closed = true;
      for (const finish of [...waiting.values()]) finish('closed');
    },
  };
}

function nothingFor(bot: FakeBot): boolean {
  return bot.pending.length === 0 && bot.repeats.length === 0;
}

function takeUpdates(bot: FakeBot, limit: number): string[] {
  const repeats: PendingUpdate[] = bot.repeats.splice(0, limit);
  return [...repeats, ...bot.pending.slice(0, limit - repeats.length)].map((update) => update.json);
}
