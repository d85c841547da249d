import type { Clock } from '../../shared/clock.ts';
import type { FakeBot } from './state.ts';
import type { World } from './world.ts';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 60_000;
const DELIVERY_TIMEOUT_MS = 60_000;

export interface Webhooks {
  /** To be called when a bot has a new update. */
  wake(bot: FakeBot): void;
  /** To be called when a bot has another webhook: the next try is at once. */
  changed(bot: FakeBot): void;
  lastErrorOf(botId: string): { atMs: number; message: string } | null;
  close(): Promise<void>;
}

/**
 * Posts pending updates to the webhook of each bot, in order and one at a time, until it answers 2xx.
 * A refused one is repeated with growing pauses and holds up the later ones, as on the platform.
 */
export function createWebhooks(deps: { world: World; clock: Clock }): Webhooks {
  const { world, clock } = deps;
  const running = new Map<string, Promise<void>>();
  const pauses = new Map<string, AbortController>();
  const errors = new Map<string, { atMs: number; message: string }>();
  const closing = new AbortController();

  async function deliverAll(bot: FakeBot): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (bot.webhook.url !== '' && !closing.signal.aborted) {
      const repeat = bot.repeats[0];
      const update = repeat ?? bot.pending[0];
      if (update === undefined) return;
      const problem = await post(bot.webhook, update.json);
      if (problem === null) {
        retryMs = FIRST_RETRY_MS;
        if (repeat !== undefined) bot.repeats.splice(bot.repeats.indexOf(repeat), 1);
        else world.record({ e: 'confirmed', bot: bot.id, offset: String(update.id + 1n) });
        continue;
      }
      errors.set(bot.id, { atMs: clock.now().getTime(), message: problem });
      const pause = new AbortController();
      pauses.set(bot.id, pause);
      await clock.sleep(retryMs, AbortSignal.any([pause.signal, closing.signal]));
      pauses.delete(bot.id);
      retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2);
    }
  }

  /** Null when it was taken. */
  async function post(webhook: FakeBot['webhook'], body: string): Promise<string | null> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (webhook.secret !== '') headers['x-telegram-bot-api-secret-token'] = webhook.secret;
    try {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(DELIVERY_TIMEOUT_MS)]);
      const response = await fetch(webhook.url, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal,
      });
      await response.arrayBuffer();
      return response.ok
        ? null
        : `Wrong response from the webhook: ${response.status} ${response.statusText}`;
    } catch {
      return 'Connection refused';
    }
  }

  function wake(bot: FakeBot): void {
    if (bot.webhook.url === '' || closing.signal.aborted || running.has(bot.id)) return;
    const run = deliverAll(bot).finally(() => {
      running.delete(bot.id);
      // An update may have come between the last look and here.
      if (bot.pending.length > 0) wake(bot);
    });
    running.set(bot.id, run);
  }

  return {
    wake,
    changed(bot) {
      pauses.get(bot.id)?.abort();
      wake(bot);
    },
    lastErrorOf: (botId) => errors.get(botId) ?? null,
    async close() {
      closing.abort();
      await Promise.all(running.values());
    },
  };
}
