import { afterEach, beforeEach } from 'vitest';
import type { FakeBotControl } from '../../../src/simulator/telegram/control.ts';
import {
  createFakeTelegram,
  type FakeTelegram,
  type FakeTelegramOptions,
} from '../../../src/simulator/telegram/fake-telegram.ts';
import { createTestClock } from '../../unit/simulator/support.ts';

export const TOKEN = '100001:test-token';

export interface Answer {
  status: number;
  body: unknown;
  raw: string;
}

interface Stand {
  clock: ReturnType<typeof createTestClock>;
  telegram: FakeTelegram;
  bot: FakeBotControl;
  apiRoot: string;
}

/** A fake server of its own for each test of the file, spoken to over HTTP. */
export function withFakeTelegram(options: Partial<FakeTelegramOptions> = {}) {
  let stand: Stand | null = null;

  beforeEach(async () => {
    const clock = createTestClock();
    const telegram = createFakeTelegram({ clock, ...options });
    const bot = telegram.registerBot({ token: TOKEN, username: 'TestBot', name: 'Bình Yên' });
    const { apiRoot } = await telegram.listen(0);
    stand = { clock, telegram, bot, apiRoot };
  });
  afterEach(() => stand?.telegram.close());

  function here(): Stand {
    if (stand === null) throw new Error('no test runs');
    return stand;
  }

  return {
    get clock() {
      return here().clock;
    },
    get telegram() {
      return here().telegram;
    },
    get bot() {
      return here().bot;
    },
    get apiRoot() {
      return here().apiRoot;
    },
    /** A call with a JSON body. */
    async call(method: string, params: Record<string, unknown> = {}): Promise<Answer> {
      const response = await fetch(`${here().apiRoot}/bot${TOKEN}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(params),
      });
      return read(response);
    },
    /** Somebody who has written to the bot. */
    acquaintance(name = "H'Lan Êban"): string {
      const { telegram, bot } = here();
      const { id } = telegram.createUser({ name });
      bot.act(id, { kind: 'text', text: '/start ABC234' });
      return id;
    },
  };
}

export async function read(response: Response): Promise<Answer> {
  const raw = await response.text();
  const body: unknown = JSON.parse(raw);
  return { status: response.status, body, raw };
}

export function refusal(code: number, description: string) {
  return { status: code, body: { ok: false, error_code: code, description } };
}

export function keyboard(...payloads: string[]) {
  return { inline_keyboard: payloads.map((payload) => [{ text: payload, callback_data: payload }]) };
}
