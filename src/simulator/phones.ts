import type { ActResult, ChatView, FakeBotControl, FakePeople, PersonAction } from './telegram/control.ts';

export type Network = 'telegram' | 'zalo';

export interface PhoneOwner {
  id: string;
  name: string;
  language: string;
}

/** What people do and see on one network, the same for each: a chat is shown as Telegram's is. */
export interface Phones {
  readonly network: Network;
  /** With a `tag` that somebody has already, that person is returned unchanged. */
  createPerson(person: { name: string; language: string; tag?: string }): PhoneOwner;
  people(): PhoneOwner[];
  act(userId: string, action: PersonAction): ActResult;
  /** An empty chat when nothing was said yet; null for an unknown user. */
  chat(userId: string): ChatView | null;
  /** After each change of a chat. Returns how to stop listening. */
  onChange(listener: (userId: string) => void): () => void;
  /** Events that the service does not have yet. */
  pending(): number;
}

export function telegramPhones(telegram: FakePeople, bot: FakeBotControl): Phones {
  return {
    network: 'telegram',
    createPerson: (person) => telegram.createUser(person),
    people: () => telegram.users(),
    act: bot.act,
    chat: bot.chat,
    onChange: (listener) => bot.onChange(({ chatId }) => listener(chatId)),
    pending: bot.pendingUpdates,
  };
}
