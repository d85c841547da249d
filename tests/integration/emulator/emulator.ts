import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js';
import { z } from 'zod';
import { freePort } from '../../support/free-port.ts';
import { waitFor } from '../../support/wait-for.ts';

/**
 * The emulator `telegram-test-api`, which nobody of this project wrote. What it does otherwise than Telegram, and what
 * that means for a correct bot (4.2.1, read in its lib folder):
 * - `getUpdates` ignores `offset` and `timeout`: it answers at once, and forgets what it has answered. A crash between
 *   the answer and the storing would lose updates here; at Telegram it does not.
 * - `setMyCommands` (and whatever it does not know) is answered with HTTP 500 and no Bot API error: no commands menu.
 * - `editMessageText` answers `null` instead of the message, `answerCallbackQuery` `null` instead of `true`.
 * - `getMe` names the bot 666 whatever its token says.
 * - A press made by its client has no message; the test gives it the id of the message with the button.
 * - There are no limits, no blocked bots, no photos, voices or places, and nothing is refused.
 */
export async function startEmulator(token: string) {
  // It takes no port 0.
  const port = await freePort();
  const server = new TelegramServer({ host: '127.0.0.1', port, storeTimeout: 600 });
  await server.start();

  return {
    apiRoot: server.config.apiURL,
    port,
    person: (chatId: number, firstName: string) => createPerson(server, token, chatId, firstName),
    stop: () => server.stop(),
  };
}

const botMessageSchema = z.object({
  messageId: z.number(),
  message: z.object({
    chat_id: z.coerce.number(),
    text: z.string(),
    reply_markup: z
      .object({
        inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string() }))),
      })
      .optional(),
  }),
});

export interface Heard {
  messageId: number;
  text: string;
  buttons: { label: string; payload: string }[];
}

/** Somebody with a phone, over the HTTP API that the emulator offers to clients. */
function createPerson(server: TelegramServer, token: string, chatId: number, firstName: string) {
  const client = server.getClient(token, { chatId, userId: chatId, firstName, type: 'private' });
  let heardUpTo = 0;

  /** Everything the bot wrote to this chat, as it reads now, oldest first. */
  async function messages(): Promise<Heard[]> {
    const history: unknown = await client.getUpdatesHistory();
    return z
      .array(z.unknown())
      .parse(history)
      .flatMap((entry) => {
        const parsed = botMessageSchema.safeParse(entry);
        if (!parsed.success || parsed.data.message.chat_id !== chatId) return [];
        const { messageId, message } = parsed.data;
        const buttons = (message.reply_markup?.inline_keyboard ?? []).flat();
        return {
          messageId,
          text: message.text,
          buttons: buttons.map(({ text, callback_data }) => ({ label: text, payload: callback_data })),
        };
      });
  }

  async function find(pattern: RegExp, after: number): Promise<Heard> {
    let found: Heard | undefined;
    await waitFor(
      async () => {
        found = (await messages()).find(({ messageId, text }) => messageId > after && pattern.test(text));
        return found !== undefined;
      },
      { timeoutMs: 20_000, what: `${firstName} hearing ${pattern.source}` },
    );
    if (!found) throw new Error('not found');
    return found;
  }

  return {
    messages,
    async types(text: string) {
      if (text.startsWith('/')) await client.sendCommand(client.makeCommand(text));
      else await client.sendMessage(client.makeMessage(text));
    },
    async presses(heard: Heard, label: string) {
      const button = heard.buttons.find((one) => one.label === label);
      if (!button) throw new Error(`no button ${label}`);
      const message = { message_id: heard.messageId };
      await client.sendCallback({
        ...client.makeCallbackQuery(button.payload, { message }),
        message: { ...client.makeCallbackQuery(button.payload).message, ...message },
      });
    },
    /** The next message with these words, behind the one that was heard last. */
    async hears(pattern: RegExp): Promise<Heard> {
      const heard = await find(pattern, heardUpTo);
      heardUpTo = heard.messageId;
      return heard;
    },
    /** Any message of the chat that has these words, now or after an edit. */
    sees: (pattern: RegExp) => find(pattern, 0),
  };
}
