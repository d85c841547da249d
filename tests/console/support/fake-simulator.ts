import type {
  SimulatorAction,
  SimulatorActionResult,
  SimulatorAlert,
  SimulatorApi,
  SimulatorChatMessage,
  SimulatorPerson,
} from '../../../src/contracts/simulator.ts';
import { fold } from '../../../src/shared/fold.ts';

const GROUPS = [
  { name: 'Buôn Akŏ Dhông', joinCode: 'AK7DHQ' },
  { name: 'Tổ dân phố 3', joinCode: 'TD3PXW' },
  { name: 'Tổ dân phố 7', joinCode: 'TD7PMK' },
  { name: 'Khu trọ Nguyễn Du và các hẻm lân cận đường Y Jút', joinCode: 'KTNDYJ' },
] as const;
const NAMES = ["H'Lan Êban", 'Y Bhăng Mlô', 'Nguyễn Thị Lan', 'Y Ƀlŏ Niê Kdăm', 'Trần Văn Bảy', "H'Ưê̆n Ayŭn"];
const HOUSEHOLDS = 200;
/** By their numbers: 3 is on Zalo only; 9 is the chat on Zalo of number 8. */
const ON_ZALO = new Set([3, 9]);
const START_MS = Date.UTC(2026, 10, 23, 12, 0);
/** Above 2^53, as at the platform. */
const FIRST_ID = 9_007_199_254_740_993n;

const LONG_ALERT = [
  '🌊 Nước sông lên nhanh, hồ thủy điện xả lũ từ 21 giờ. Các hộ ven sông lên điểm cao TRƯỚC 20 giờ.',
  'Số: BMT-2026-0147 · Công an phường Buôn Ma Thuột',
  `Mã kiểm tra: ${'7K3PQ2'.repeat(12)}`,
].join('\n\n');

interface Chat {
  person: SimulatorPerson;
  messages: SimulatorChatMessage[];
  notice: { text: string; at: string } | null;
}

/**
 * A simulator in a few rules, for tests of the page: an officer with a three-step alert, households that answer
 * when told. Time moves one second with each thing said; an alert sends 100 messages each time the state is asked.
 */
export function createFakeSimulator(): SimulatorApi {
  let clockMs = START_MS;
  let messageCount = 0;
  let accepted = 800;
  let alert: SimulatorAlert | null = null;
  const chats = new Map<string, Chat>();

  function now(): string {
    clockMs += 1_000;
    return new Date(clockMs).toISOString();
  }

  function addChat(
    name: string,
    role: SimulatorPerson['role'],
    group: string | null,
    joined: boolean,
    network: SimulatorPerson['network'] = 'telegram',
  ): Chat {
    const id = idOf(chats.size);
    const person = {
      id,
      name,
      network,
      otherChat: null,
      role,
      group,
      joined,
      blocked: false,
      scripted: joined && role === 'household',
      lastLine: null,
      lastAt: null,
      unread: 0,
    };
    const chat: Chat = { person, messages: [], notice: null };
    chats.set(id, chat);
    return chat;
  }

  function say(
    chat: Chat,
    from: 'bot' | 'person',
    text: string,
    buttons: [label: string, payload: string][] = [],
  ): void {
    const rows = buttons.map(([label, payload]) => [{ label, payload }]);
    append(chat, { ...base(from), buttons: rows, kind: 'text', text });
  }

  function append(chat: Chat, message: SimulatorChatMessage): void {
    chat.messages.push(message);
    chat.person.lastAt = message.at;
    chat.person.lastLine =
      message.kind === 'text' ? message.text.replace(/\s+/g, ' ').slice(0, 120) : `[${message.kind}]`;
    if (message.from === 'bot') chat.person.unread += 1;
  }

  function base(from: 'bot' | 'person') {
    messageCount += 1;
    return {
      id: String(messageCount),
      from,
      at: now(),
      editedAt: null,
      buttons: [],
      pressed: null,
      waiting: false,
    };
  }

  const officer = addChat('Trực ban', 'officer', null, true);
  for (let index = 0; index < HOUSEHOLDS; index += 1) {
    const group = GROUPS[index % GROUPS.length]?.name ?? null;
    const name = `${NAMES[index % NAMES.length]} ${index + 1}`;
    const chat = addChat(name, 'household', group, true, ON_ZALO.has(index + 1) ? 'zalo' : 'telegram');
    say(chat, 'bot', 'Cảm ơn bà con đã tham gia. Khi có tin, bà con bấm nút dưới tin.', [
      ['Đã đọc', 'welcome'],
    ]);
    chat.person.unread = 0;
  }

  const [eighth, ninth] = [chats.get(idOf(8)), chats.get(idOf(9))];
  if (eighth && ninth) {
    eighth.person.otherChat = ninth.person.id;
    ninth.person.otherChat = eighth.person.id;
  }

  function advance(): void {
    if (alert === null || alert.pending === 0) return;
    const batch = Math.min(100, alert.pending);
    const waiting = [...chats.values()].filter(
      ({ person, messages }) => person.scripted && messages.every(({ id }) => id !== alertIds.get(person.id)),
    );
    for (const chat of waiting.slice(0, batch)) {
      say(chat, 'bot', LONG_ALERT, [
        ['Nhà tôi an toàn', 'SAFE'],
        ['Cần giúp', 'HELP'],
        ['Đã sơ tán', 'MOVED'],
      ]);
      alertIds.set(chat.person.id, String(messageCount));
    }
    accepted += batch;
    alert = {
      ...alert,
      sent: alert.sent + batch,
      pending: alert.pending - batch,
      state: alert.pending === batch ? 'active' : 'sending',
    };
  }
  const alertIds = new Map<string, string>();

  function hear(chat: Chat, action: Exclude<SimulatorAction, { kind: 'press' | 'block' | 'unblock' }>): void {
    switch (action.kind) {
      case 'text':
        say(chat, 'person', action.text);
        if (action.text === '/canhbao') {
          say(chat, 'bot', 'Chọn loại cảnh báo:', [
            ['🔥 Cháy, nổ', 'fire'],
            ['🌊 Mưa lũ', 'disaster'],
            ['⚠️ Lừa đảo', 'scam'],
          ]);
        } else say(chat, 'bot', 'Đã nhận. Cảm ơn bà con.');
        return;
      case 'photo':
        append(chat, { ...base('person'), kind: 'photo', text: action.caption });
        return say(chat, 'bot', 'Đã nhận ảnh, chỉ Công an xem được.');
      case 'voice':
        return append(chat, { ...base('person'), kind: 'voice', text: '', seconds: action.seconds });
      case 'place':
        return append(chat, {
          ...base('person'),
          kind: 'place',
          latitude: action.latitude,
          longitude: action.longitude,
        });
    }
  }

  function press(chat: Chat, messageId: string, payload: string): SimulatorActionResult {
    const message = chat.messages.find(({ id }) => id === messageId);
    if (!message?.buttons.flat().some((button) => button.payload === payload))
      return { kind: 'button_not_found' };
    message.pressed = payload;
    chat.notice = { text: 'Đã ghi nhận', at: now() };
    if (payload === 'disaster')
      say(chat, 'bot', LONG_ALERT, [
        ['Gửi ngay cho 200 hộ', 'send'],
        ['Bỏ', 'drop'],
      ]);
    if (payload === 'send') {
      alert = {
        number: 'BMT-2026-0147',
        state: 'sending',
        category: 'disaster',
        households: HOUSEHOLDS,
        sent: 0,
        pending: HOUSEHOLDS - 2,
        unreachable: 2,
        unknown: 0,
        failed: 0,
        cancelled: 0,
        read: 0,
        safe: 0,
        help: 0,
        words: 0,
      };
      say(chat, 'bot', '📤 Đang gửi BMT-2026-0147');
      const progress = chat.messages.at(-1);
      if (progress !== undefined) progress.editedAt = now();
    }
    if (alert !== null && payload === 'SAFE') alert = { ...alert, safe: alert.safe + 1 };
    if (alert !== null && payload === 'HELP') alert = { ...alert, help: alert.help + 1 };
    return { kind: 'done' };
  }

  return {
    file: () => null,
    people({ search, filter }) {
      const passes = ({ joined, blocked, unread }: SimulatorPerson) =>
        filter === 'all' ||
        (filter === 'joined' && joined) ||
        (filter === 'not_joined' && !joined) ||
        (filter === 'unread' && unread > 0) ||
        (filter === 'blocked' && blocked);
      const people = [...chats.values()]
        .map(({ person }) => person)
        .filter((person) => passes(person) && fold(person.name).includes(fold(search)))
        .sort((a, b) =>
          a.role === b.role ? (b.lastAt ?? '').localeCompare(a.lastAt ?? '') : a.role === 'officer' ? -1 : 1,
        );
      return { people, total: chats.size };
    },
    chat(personId) {
      const chat = chats.get(personId);
      if (chat === undefined) return null;
      chat.person.unread = 0;
      const commands = [
        { command: 'canhbao', description: 'Soạn và gửi cảnh báo cho bà con' },
        { command: 'tinhhinh', description: 'Tình hình các cảnh báo' },
      ];
      return { person: chat.person, messages: chat.messages, commands, notice: chat.notice };
    },
    act(personId, action) {
      const chat = chats.get(personId);
      if (chat === undefined) return { kind: 'person_not_found' };
      if (action.kind === 'block' || action.kind === 'unblock') chat.person.blocked = action.kind === 'block';
      else if (chat.person.blocked) return { kind: 'bot_blocked' };
      else if (action.kind === 'press') return press(chat, action.messageId, action.payload);
      else hear(chat, action);
      return { kind: 'done' };
    },
    createPerson: ({ name, network }) => addChat(name, 'household', null, false, network).person,
    async state() {
      advance();
      const people = [...chats.values()].map(({ person }) => person);
      return {
        now: now(),
        bot: { username: 'binhyen_demo_bot' },
        oa: { name: 'Công an phường Buôn Ma Thuột' },
        village: {
          planned: HOUSEHOLDS,
          joined: HOUSEHOLDS,
          joining: 0,
          blocked: people.filter(({ blocked }) => blocked).length,
          homes: { telegram: 100, zalo: 70, both: 30 },
        },
        zaloServer: { accepted: 400, throttled: 0, refused: 1, perSecond: 0 },
        server: {
          accepted,
          throttled: 12,
          refused: 2,
          perSecond: alert !== null && alert.pending > 0 ? 29.6 : 0,
        },
        groups: GROUPS.map((group) => ({ ...group, planned: 50, joined: 50 })),
        officer: { personId: officer.person.id, linkCode: null },
        alert,
      };
    },
  };
}

function idOf(place: number): string {
  return String(FIRST_ID + BigInt(place) * 7n);
}
