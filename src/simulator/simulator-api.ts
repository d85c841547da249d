import type {
  PeopleFilter,
  SimulatorActionResult,
  SimulatorAlert,
  SimulatorApi,
  SimulatorChatMessage,
  SimulatorPerson,
  SimulatorState,
} from '../contracts/simulator.ts';
import { assertNever } from '../shared/assert-never.ts';
import type { Clock } from '../shared/clock.ts';
import { fold } from '../shared/fold.ts';
import { standingOf } from './households/moves.ts';
import type { Village, VillagePerson } from './households/village.ts';
import { type PhoneOwner, type Phones, telegramPhones } from './phones.ts';
import type { SentFile } from './sent-files.ts';
import type { ActResult, ChatMessageView, ChatView, FakeBotControl } from './telegram/control.ts';
import type { FakeTelegram } from './telegram/fake-telegram.ts';

const MESSAGES_SHOWN = 200;
const LAST_LINE_LENGTH = 120;

export interface SimulatorApiDeps {
  telegram: FakeTelegram;
  bot: FakeBotControl;
  /** The other network, where the village lives on two. */
  zalo?: { phones: Phones; name: string; stats(): SimulatorState['server'] };
  village: Village;
  clock: Clock;
  /** The one-time code while nobody used it, else null. */
  officerLinkCode: () => Promise<string | null>;
  /** The newest open alert, or the latest one. */
  currentAlert: () => Promise<SimulatorAlert | null>;
}

/** What the /simulator page needs, from the fake platform and the village on it. */
export function createSimulatorApi(deps: SimulatorApiDeps): SimulatorApi {
  const { telegram, bot, zalo, village, clock } = deps;
  const onTelegram = telegramPhones(telegram, bot);
  const networks = zalo === undefined ? [onTelegram] : [onTelegram, zalo.phones];
  /** By the id of each chat. */
  const villagers = new Map<string, VillagePerson>();
  for (const person of village.persons()) {
    villagers.set(person.userId, person);
    if (person.secondUserId !== null) villagers.set(person.secondUserId, person);
  }
  /** How many messages of each chat somebody looked at on the page. What was there at the start counts as read. */
  const looked = new Map<string, number>();
  for (const { phones, owner } of owners()) looked.set(owner.id, phones.chat(owner.id)?.messages.length ?? 0);

  function owners(): { phones: Phones; owner: PhoneOwner }[] {
    return networks.flatMap((phones) => phones.people().map((owner) => ({ phones, owner })));
  }

  /** Ids of the networks are of different lengths. */
  function phonesOf(personId: string): Phones {
    return networks.find((phones) => phones.chat(personId) !== null) ?? onTelegram;
  }

  function viewPerson(phones: Phones, owner: PhoneOwner, chat: ChatView): SimulatorPerson {
    const isOfficer = village.officer()?.userId === owner.id;
    const villager = villagers.get(owner.id);
    const last = chat.messages.at(-1);
    const unread = chat.messages.slice(looked.get(owner.id) ?? 0).filter((message) => message.from === 'bot');
    return {
      id: owner.id,
      name: owner.name,
      network: phones.network,
      otherChat: (villager?.userId === owner.id ? villager.secondUserId : villager?.userId) ?? null,
      role: isOfficer ? 'officer' : 'household',
      group: villager?.group.name ?? null,
      joined: isOfficer ? chat.started : standingOf(chat) === 'joined',
      blocked: chat.blocked,
      scripted: villager !== undefined,
      lastLine: last === undefined ? null : lineOf(last),
      lastAt: last === undefined ? null : iso(last.atMs),
      unread: unread.length,
    };
  }

  function everyone(): { person: SimulatorPerson; chat: ChatView }[] {
    return owners().flatMap(({ phones, owner }) => {
      const chat = phones.chat(owner.id);
      return chat === null ? [] : [{ person: viewPerson(phones, owner, chat), chat }];
    });
  }

  return {
    people({ search, filter }) {
      const all = everyone();
      const wanted = fold(search);
      const people = all
        .filter(({ person, chat }) => fold(person.name).includes(wanted) && passes(filter, person, chat))
        .map(({ person }) => person)
        .sort(officersThenNewest);
      return { people, total: all.length };
    },

    chat(personId) {
      const phones = phonesOf(personId);
      const owner = phones.people().find(({ id }) => id === personId);
      const chat = phones.chat(personId);
      if (owner === undefined || chat === null) return null;
      looked.set(personId, chat.messages.length);
      return {
        person: viewPerson(phones, owner, chat),
        messages: chat.messages.slice(-MESSAGES_SHOWN).map((message) => ({
          ...viewMessage(message),
          ...pictureOf(phones, personId, message),
        })),
        commands: phones === onTelegram ? [...bot.commands(owner.language)] : [],
        notice: chat.notice === null ? null : { text: chat.notice.text, at: iso(chat.notice.atMs) },
      };
    },

    file(personId, messageId) {
      const phones = phonesOf(personId);
      const message = phones.chat(personId)?.messages.find(({ id }) => id === messageId);
      return message === undefined ? null : fileOf(phones, message);
    },

    act: (personId, action) => resultOf(phonesOf(personId).act(personId, action)),

    createPerson({ name, language, network }) {
      const phones = networks.find((known) => known.network === network) ?? onTelegram;
      const owner = phones.createPerson({ name: name.normalize('NFC'), language });
      const chat = phones.chat(owner.id);
      if (chat === null) throw new Error('A new person has no chat');
      return viewPerson(phones, owner, chat);
    },

    async state() {
      const [linkCode, alert] = await Promise.all([deps.officerLinkCode(), deps.currentAlert()]);
      const { groups, ...progress } = village.progress();
      const officer = village.officer();
      return {
        now: clock.now().toISOString(),
        bot: { username: bot.username },
        oa: zalo === undefined ? null : { name: zalo.name },
        village: progress,
        server: telegram.stats(),
        zaloServer: zalo?.stats() ?? null,
        groups,
        officer: officer === null ? null : { personId: officer.userId, linkCode },
        alert,
      };
    },
  };
}

function passes(filter: PeopleFilter, person: SimulatorPerson, chat: ChatView): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'joined':
      return person.joined;
    case 'not_joined':
      return !person.joined;
    case 'unread':
      return person.unread > 0;
    case 'help':
      return chat.presses.some((press) => /^a:.+:(HELP|STUCK)$/.test(press.payload));
    case 'blocked':
      return person.blocked;
    default:
      return assertNever(filter);
  }
}

function officersThenNewest(a: SimulatorPerson, b: SimulatorPerson): number {
  if (a.role !== b.role) return a.role === 'officer' ? -1 : 1;
  return (b.lastAt ?? '').localeCompare(a.lastAt ?? '') || a.name.localeCompare(b.name, 'vi');
}

function resultOf(result: ActResult): SimulatorActionResult {
  switch (result.kind) {
    case 'done':
      return { kind: 'done' };
    case 'unknown_user':
      return { kind: 'person_not_found' };
    case 'no_such_button':
      return { kind: 'button_not_found' };
    case 'blocked':
      return { kind: 'bot_blocked' };
    default:
      return assertNever(result);
  }
}

function viewMessage(message: ChatMessageView): SimulatorChatMessage {
  const base = {
    id: message.id,
    from: message.from,
    at: iso(message.atMs),
    editedAt: message.editedAtMs === null ? null : iso(message.editedAtMs),
    buttons: message.buttons,
    pressed: message.pressed,
    waiting: message.waiting,
  };
  const { content } = message;
  switch (content.kind) {
    case 'text':
      return { ...base, kind: 'text', text: content.text };
    case 'photo':
      return { ...base, kind: 'photo', text: content.caption };
    case 'voice':
      return { ...base, kind: 'voice', text: content.caption, seconds: content.seconds };
    case 'place':
      return { ...base, kind: 'place', latitude: content.latitude, longitude: content.longitude };
    case 'sticker':
      return { ...base, kind: 'sticker', text: content.emoji };
    default:
      return assertNever(content);
  }
}

function fileOf(phones: Phones, { content }: ChatMessageView): SentFile | null {
  return content.kind === 'photo' || content.kind === 'voice' ? phones.file(content.fileId) : null;
}

/** Where the page finds what the service has uploaded. */
function pictureOf(phones: Phones, personId: string, message: ChatMessageView): { src?: string } {
  return fileOf(phones, message) === null
    ? {}
    : { src: `/api/simulator/people/${personId}/files/${message.id}` };
}

function lineOf({ content }: ChatMessageView): string {
  switch (content.kind) {
    case 'text':
      return content.text.replace(/\s+/g, ' ').trim().slice(0, LAST_LINE_LENGTH);
    case 'photo':
      return `📷 ${content.caption}`.trim().slice(0, LAST_LINE_LENGTH);
    case 'voice':
      return `🎤 ${content.seconds}″`;
    case 'place':
      return '📍';
    case 'sticker':
      return content.emoji;
    default:
      return assertNever(content);
  }
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
