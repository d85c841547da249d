import { z } from 'zod';
import { CODE_ALPHABET } from '../../../src/shared/ids.ts';
import type { FakeTelegram } from '../../../src/simulator/telegram/fake-telegram.ts';

const updatesSchema = z.object({
  result: z.array(
    z.object({
      update_id: z.number(),
      message: z.object({ chat: z.object({ id: z.number() }), text: z.string().default('') }).optional(),
      callback_query: z
        .object({ id: z.string(), from: z.object({ id: z.number() }), data: z.string() })
        .optional(),
    }),
  ),
});

/** Six characters, beginning with H, which no group's code does. */
function inviteCode(number: number): string {
  const letter = (position: number) => CODE_ALPHABET[position % CODE_ALPHABET.length] ?? '';
  return `HQQQ${letter(Math.floor(number / CODE_ALPHABET.length))}${letter(number)}`;
}

type Step = 'name' | 'house' | 'language' | 'consent' | 'test' | 'done';

/**
 * The smallest bot that can hold the join conversation, on the Bot API over HTTP and nothing else.
 * It stands where the service stands, so that the village is tested by itself.
 */
export function createMiniBot(apiRoot: string, token: string) {
  const steps = new Map<number, Step>();
  const joined: { id: number; code: string; name: string; house: string }[] = [];
  const answers: { id: number; payload: string }[] = [];
  const texts: { id: number; text: string }[] = [];
  const forms = new Map<number, { code: string; name: string; house: string }>();
  const stopping = new AbortController();
  let offset = 0;

  async function call(method: string, params: Record<string, unknown>): Promise<unknown> {
    const response = await fetch(`${apiRoot}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
      signal: stopping.signal,
    });
    return response.json();
  }

  async function say(id: number, text: string, ...payloads: string[]): Promise<void> {
    const inline_keyboard = payloads.map((payload) => [{ text: payload, callback_data: payload }]);
    const markup = payloads.length === 0 ? {} : { reply_markup: { inline_keyboard } };
    await call('sendMessage', { chat_id: id, text, ...markup });
  }

  async function onText(id: number, text: string): Promise<void> {
    const code = /^\/start (\w+)/.exec(text)?.[1];
    const form = forms.get(id);
    const step = steps.get(id);
    if (code !== undefined) {
      forms.set(id, { code, name: '', house: '' });
      steps.set(id, 'name');
      await say(id, 'BẢN THỬ');
      await say(id, 'Tên?');
    } else if (step === 'name' && form !== undefined) {
      form.name = text;
      const invited = form.code.startsWith('H');
      steps.set(id, invited ? 'language' : 'house');
      await (invited ? say(id, 'Tiếng?', 'lang:vi', 'lang:en') : say(id, 'Nhà nào?'));
    } else if (step === 'house' && form !== undefined) {
      form.house = text;
      steps.set(id, 'language');
      await say(id, 'Tiếng?', 'lang:vi', 'lang:en');
    } else texts.push({ id, text });
  }

  async function onPress(id: number, payload: string): Promise<void> {
    const form = forms.get(id);
    if (payload.startsWith('lang:')) {
      await say(id, 'Đồng ý?', 'consent:yes', 'consent:no');
    } else if (payload === 'consent:yes' && form !== undefined) {
      joined.push({ id, ...form });
      await say(id, `Đã tham gia. Người nhà vào bằng mã: ${inviteCode(joined.length)}`);
      await say(id, 'TIN THỬ', 'test:read');
    } else if (payload === 'test:read') {
      steps.set(id, 'done');
      await say(id, 'Cảm ơn');
    } else {
      answers.push({ id, payload });
      await say(id, 'Đã nhận');
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const { result } = updatesSchema.parse(await call('getUpdates', { offset, timeout: 5 }));
      for (const update of result) {
        offset = update.update_id + 1;
        if (update.message !== undefined) await onText(update.message.chat.id, update.message.text);
        if (update.callback_query === undefined) continue;
        await call('answerCallbackQuery', { callback_query_id: update.callback_query.id });
        await onPress(update.callback_query.from.id, update.callback_query.data);
      }
    }
  }

  const running = run().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });

  return {
    joined,
    answers,
    texts,
    async alert(number: string): Promise<void> {
      for (const { id } of joined)
        await say(id, 'Cháy ở chợ', `a:${number}:SAFE`, `a:${number}:HELP`, `a:${number}:ACK`);
    },
    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
  };
}

export type MiniBot = ReturnType<typeof createMiniBot>;

export const UNLIMITED = { botPerSecond: Infinity, chatPerSecond: Infinity };

export function pressesOf(telegram: FakeTelegram, botId: string, prefix: string): string[] {
  const bot = telegram.bot(botId);
  return telegram
    .users()
    .flatMap((user) => bot?.chat(user.id)?.presses ?? [])
    .map((press) => press.payload)
    .filter((payload) => payload.startsWith(prefix));
}
