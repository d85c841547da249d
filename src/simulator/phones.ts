import type { SentFile, SentFiles } from './sent-files.ts';
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
  /** What the service has uploaded, by the file id of a message; null for anything else. */
  file(fileId: string): SentFile | null;
  /** Events that the service does not have yet. */
  pending(): number;
}

export function telegramPhones(
  /** `files`: of a whole server; its people alone have none. */
  telegram: FakePeople & { files?: SentFiles },
  bot: FakeBotControl,
): Phones {
  return {
    network: 'telegram',
    createPerson: (person) => telegram.createUser(person),
    people: () => telegram.users(),
    act: bot.act,
    chat: bot.chat,
    onChange: (listener) => bot.onChange(({ chatId }) => listener(chatId)),
    file: (fileId) => telegram.files?.get(fileId) ?? null,
    pending: bot.pendingUpdates,
  };
}
