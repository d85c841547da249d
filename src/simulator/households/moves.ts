import { CODE_ALPHABET } from '../../shared/ids.ts';
import type { ChatMessageView, ChatView, PersonAction } from '../telegram/control.ts';
import { HELP_WORDS, REPLY_WORDS } from './names.ts';
import { pick, type Random, randomFrom } from './random.ts';
import type { Villager } from './villagers.ts';

/** From–to of a pause in milliseconds. */
type Span = readonly [number, number];

export interface Pace {
  /** The least time between two people who begin to join. */
  startEveryMs: number;
  /** Reading a question and typing the answer. */
  thinkMs: Span;
  /** Noticing an alert; most are quick. */
  reactMs: Span;
  /** From pressing HELP to the words. */
  wordsMs: Span;
  /** From joining to blocking, for who does. */
  blockMs: Span;
  /** Without an answer for so long, a person starts over. */
  patienceMs: number;
}

export const NATURAL_PACE: Pace = {
  startEveryMs: 120,
  thinkMs: [400, 1100],
  reactMs: [2_000, 75_000],
  wordsMs: [3_000, 9_000],
  blockMs: [15_000, 60_000],
  patienceMs: 45_000,
};

/** The next thing a person does, and when. `retry` is asking again after silence. */
export interface Move {
  kind: 'answer' | 'retry';
  action: PersonAction;
  dueAtMs: number;
}

export type Standing = 'outside' | 'joining' | 'joined';

const MAX_STARTS = 3;
const CONSENT = 'consent:yes';
const TEST_READ = 'test:read';
const LINK_YES = 'link:yes';

/** Where a person stands, told from the chat alone, as a phone shows it. */
export function standingOf(chat: ChatView): Standing {
  const consent = chat.presses.findLast(({ payload }) => payload === CONSENT || payload === LINK_YES);
  if (consent !== undefined && chat.messages.slice(consent.seen).some(isFromBot)) return 'joined';
  return lastStart(chat) === -1 ? 'outside' : 'joining';
}

/** Done with joining: the test alert was read too, or the chat was linked to that of a member. */
export function isSettled(chat: ChatView): boolean {
  return chat.blocked || chat.presses.some(({ payload }) => payload === TEST_READ || payload === LINK_YES);
}

/** The code for a second member, from what the bot told the first; null while there is none. */
export function inviteCodeIn(chat: ChatView, ownCode: string): string | null {
  const consent = chat.presses.findLast((press) => press.payload === CONSENT);
  if (consent === undefined) return null;
  for (const message of chat.messages.slice(consent.seen)) {
    if (message.from !== 'bot') continue;
    const linked = INVITE_LINK.exec(message.sentText)?.[1];
    if (linked !== undefined && linked !== ownCode) return linked;
    const codes = message.sentText.match(INVITE_CODE) ?? [];
    const code = codes.find((candidate) => candidate !== ownCode);
    if (code !== undefined) return code;
  }
  return null;
}

const INVITE_LINK = new RegExp(`(?:start=|/start )([${CODE_ALPHABET}]{6})(?![\\p{L}\\p{N}])`, 'u');
const TYPED_CODE = new RegExp(`^[${CODE_ALPHABET}]{6}$`);
const INVITE_CODE = new RegExp(`(?<![\\p{L}\\p{N}])[${CODE_ALPHABET}]{6}(?![\\p{L}\\p{N}])`, 'gu');

/**
 * What the person does next, or null: wait. Depends on the chat and the seed only, so that after a restart each
 * pending move still happens, once. The person never reads words: buttons are known by payload, and a message
 * without buttons is taken as the next question of the script.
 */
export function nextMove(villager: Villager, chat: ChatView, seed: number, pace: Pace): Move | null {
  if (chat.blocked || lastStart(chat) === -1) return null;
  return earliest(
    isSettled(chat) ? laterMoves(villager, chat, seed, pace) : [joinMove(villager, chat, seed, pace)],
  );
}

/** The same in a further chat of the person, once it is linked: alerts come there too. */
export function nextMoveInLinked(villager: Villager, chat: ChatView, seed: number, pace: Pace): Move | null {
  if (chat.blocked || !isSettled(chat)) return null;
  return earliest(laterMoves(villager, chat, seed, pace));
}

export function earliest(moves: readonly (Move | null)[]): Move | null {
  return moves.reduce<Move | null>(
    (first, move) => (move !== null && (first === null || move.dueAtMs < first.dueAtMs) ? move : first),
    null,
  );
}

/** Null: the person gave up after asking several times. */
function joinMove(villager: Villager, chat: ChatView, seed: number, pace: Pace): Move | null {
  const start = lastStart(chat);
  const presses = chat.presses.filter((press) => press.seen > start);
  const acted = Math.max(
    chat.messages.findLastIndex((message) => message.from === 'person') + 1,
    ...presses.map((press) => press.seen),
  );
  const news = chat.messages.slice(acted).filter(isFromBot);
  const think = (message: ChatMessageView): number =>
    message.atMs + within(randomFrom(seed, villager.key, 'think', message.id), pace.thinkMs);

  const known = [`lang:${villager.language}`, CONSENT, TEST_READ];
  for (const message of [...news].reverse()) {
    const payload = payloadsOf(message).find((candidate) => known.includes(candidate));
    if (payload === undefined || message.pressed === payload) continue;
    const action: PersonAction = { kind: 'press', messageId: message.id, payload };
    return { kind: 'answer', action, dueAtMs: think(message) };
  }

  const said = chat.messages.slice(start + 1).filter((message) => message.from === 'person').length;
  const line = [villager.name, villager.house][said];
  const question = news.at(-1);
  if (question !== undefined && line !== undefined && presses.length === 0) {
    return { kind: 'answer', action: { kind: 'text', text: line }, dueAtMs: think(question) };
  }

  const opening = chat.messages[start];
  if (opening?.content.kind !== 'text' || starts(chat) >= MAX_STARTS) return null;
  const lastAtMs = Math.max(
    ...chat.messages.map((message) => message.atMs),
    ...presses.map((press) => press.atMs),
  );
  return {
    kind: 'retry',
    action: { kind: 'text', text: opening.content.text },
    dueAtMs: lastAtMs + pace.patienceMs,
  };
}

function laterMoves(villager: Villager, chat: ChatView, seed: number, pace: Pace): (Move | null)[] {
  const moves = alertsIn(chat).map((alert) => reaction(villager, chat, alert, seed, pace));
  const joined = chat.presses.findLast((press) => press.payload === TEST_READ);
  if (villager.temper === 'blocker' && joined !== undefined && chat.blocks === 0) {
    const delay = within(randomFrom(seed, villager.key, 'block'), pace.blockMs);
    moves.push({ kind: 'answer', action: { kind: 'block' }, dueAtMs: joined.atMs + delay });
  }
  return moves;
}

interface SeenAlert {
  number: string;
  /** Its first message with buttons. */
  message: ChatMessageView;
  index: number;
  payloads: string[];
}

const ALERT_PAYLOAD = /^a:([^:]+):([A-Z_]+)$/;

function alertsIn(chat: ChatView): SeenAlert[] {
  const alerts = new Map<string, SeenAlert>();
  for (const [index, message] of chat.messages.entries()) {
    const payloads = payloadsOf(message).filter((payload) => ALERT_PAYLOAD.test(payload));
    const number = payloads.map((payload) => ALERT_PAYLOAD.exec(payload)?.[1])[0];
    if (!isFromBot(message) || number === undefined || alerts.has(number)) continue;
    alerts.set(number, { number, message, index, payloads });
  }
  return [...alerts.values()];
}

function reaction(
  villager: Villager,
  chat: ChatView,
  alert: SeenAlert,
  seed: number,
  pace: Pace,
): Move | null {
  const random = randomFrom(seed, villager.key, 'alert', alert.number);
  const quickness = random();
  const [soonest, latest] = pace.reactMs;
  const dueAtMs = alert.message.atMs + soonest + quickness * quickness * (latest - soonest);
  const press = chat.presses.findLast((candidate) => candidate.payload.startsWith(`a:${alert.number}:`));

  if (press !== undefined) {
    const words = villager.temper === 'needs_help' && isHelp(press.payload) && !wroteAfter(chat, press.seen);
    if (!words) return null;
    const text = pick(random, HELP_WORDS);
    return {
      kind: 'answer',
      action: { kind: 'text', text },
      dueAtMs: press.atMs + within(random, pace.wordsMs),
    };
  }
  if (villager.temper === 'silent') return null;
  if (villager.temper === 'talker') {
    if (wroteAfter(chat, alert.index + 1)) return null;
    return { kind: 'answer', action: ownWords(random), dueAtMs };
  }
  const payload = choosePayload(villager, alert.payloads, random);
  if (payload === null) return null;
  return { kind: 'answer', action: { kind: 'press', messageId: alert.message.id, payload }, dueAtMs };
}

function choosePayload(villager: Villager, payloads: readonly string[], random: Random): string | null {
  const withCode = (code: string) => payloads.find((payload) => payload.endsWith(`:${code}`));
  const harmless = payloads.find((payload) => !isHelp(payload));
  if (villager.temper === 'needs_help') return payloads.find(isHelp) ?? withCode('ACK') ?? harmless ?? null;
  const [first, second] = villager.temper === 'prompt' && random() < 0.8 ? ['SAFE', 'ACK'] : ['ACK', 'SAFE'];
  return withCode(first) ?? withCode(second) ?? harmless ?? null;
}

function ownWords(random: Random): PersonAction {
  const form = random();
  if (form < 0.6) return { kind: 'text', text: pick(random, REPLY_WORDS) };
  if (form < 0.8) return { kind: 'photo', caption: 'Ảnh chụp trước nhà tôi' };
  return { kind: 'place', latitude: 12.66 + random() * 0.05, longitude: 108.02 + random() * 0.05 };
}

function isHelp(payload: string): boolean {
  return payload.endsWith(':HELP') || payload.endsWith(':STUCK');
}

export function isFromBot(message: ChatMessageView): boolean {
  return message.from === 'bot';
}

export function payloadsOf(message: ChatMessageView): string[] {
  return message.buttons.flat().map((button) => button.payload);
}

function wroteAfter(chat: ChatView, index: number): boolean {
  return chat.messages.slice(index).some((message) => message.from === 'person');
}

function lastStart(chat: ChatView): number {
  return chat.messages.findLastIndex(isStart);
}

function starts(chat: ChatView): number {
  return chat.messages.filter(isStart).length;
}

/** By a link, or by typing the code where there are no links. */
function isStart({ from, sentText }: ChatMessageView): boolean {
  return from === 'person' && (sentText.startsWith('/start ') || TYPED_CODE.test(sentText));
}

export function within(random: Random, [from, to]: Span): number {
  return from + random() * (to - from);
}
