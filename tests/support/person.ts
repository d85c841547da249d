import type { ChatMessageView, FakeBotControl } from '../../src/simulator/telegram/control.ts';
import type { FakeTelegram } from '../../src/simulator/telegram/fake-telegram.ts';
import { waitFor } from './wait-for.ts';

/** Somebody with a phone, in the hands of the test. */
export interface Person {
  id: string;
  says(text: string): void;
  /** Waits for a message of the bot that holds this and came after what the person said or pressed last. */
  hears(part: string): Promise<ChatMessageView>;
  /** Presses the button whose payload ends so, on the newest message that has it. */
  presses(payloadEnd: string): void;
  /** What the bot's messages say now, captions too, oldest first. */
  texts(): string[];
}

export function createPerson(telegram: FakeTelegram, bot: FakeBotControl, name: string): Person {
  const { id } = telegram.createUser({ name });
  let since = 0;

  const messages = () => bot.chat(id)?.messages ?? [];
  const textOf = ({ content }: ChatMessageView) => {
    if (content.kind === 'text') return content.text;
    return 'caption' in content ? content.caption : '';
  };
  const fromBot = (from: number) =>
    messages()
      .slice(from)
      .filter((message) => message.from === 'bot');
  const act = (action: Parameters<FakeBotControl['act']>[1]) => {
    const result = bot.act(id, action);
    if (result.kind !== 'done') throw new Error(`${name} cannot do that: ${result.kind}`);
    since = messages().length;
  };

  return {
    id,
    says: (text) => act({ kind: 'text', text }),
    async hears(part) {
      const find = () => fromBot(since).find((message) => textOf(message).includes(part));
      await waitFor(() => find() !== undefined, { timeoutMs: 30_000, what: `“${part}” said to ${name}` });
      const found = find();
      if (!found) throw new Error('a message was taken back');
      return found;
    },
    presses(payloadEnd) {
      for (const message of messages().toReversed()) {
        const button = message.buttons.flat().find(({ payload }) => payload.endsWith(payloadEnd));
        if (button) return act({ kind: 'press', messageId: message.id, payload: button.payload });
      }
      throw new Error(`${name} has no button ${payloadEnd}`);
    },
    texts: () => fromBot(0).map(textOf),
  };
}

/** Joins by typing, in Vietnamese, with consent and the test alert read. */
export async function join(person: Person, code: string, name: string, house: string): Promise<void> {
  person.says(`/start ${code}`);
  await person.hears('Xin cho biết tên');
  person.says(name);
  await person.hears('Nhà mình là nhà nào');
  person.says(house);
  await person.hears('tiếng nào');
  person.says('1');
  await person.hears('đồng ý không');
  person.says('1');
  await person.hears('TIN THỬ');
  person.says('1');
  await person.hears('Nhà mình đã nhận được tin');
}

/** The same without waiting for the questions: what somebody types who knows them. */
export function joinAtOnce(person: Person, code: string, name: string, house: string): void {
  for (const said of [`/start ${code}`, name, house, '1', '1', '1']) person.says(said);
}

/** Writes an alert to all groups of the officer's unit, without waiting for the questions. */
export function raiseAlert(officer: Person, categoryNumber: number, text: string): void {
  for (const said of ['/canhbao', String(categoryNumber), 'tất cả', text, '1']) officer.says(said);
}
