import { CODE_ALPHABET } from '../../shared/ids.ts';
import type { ChatMessageView, ChatView } from '../telegram/control.ts';
import { isFromBot, isSettled, type Move, type Pace, payloadsOf, within } from './moves.ts';
import { randomFrom } from './random.ts';
import type { Villager } from './villagers.ts';

/** What is typed to get a code, in either language. */
export const ASK_FOR_CODE = { vi: 'liên kết', en: 'link' } as const;

const LINK_YES = 'link:yes';
const LINK_CODE = new RegExp(`(?<![\\p{L}\\p{N}])[${CODE_ALPHABET}]{8}(?![\\p{L}\\p{N}])`, 'u');
const MAX_ASKS = 3;

/** The next step of who makes a second chat one more of theirs, and in which of the two chats. */
export interface LinkMove {
  where: 'first' | 'second';
  move: Move;
}

/**
 * A person who joined in one chat asks there for a code and types it in the other one. As `nextMove`: from the two chats
 * and the seed only, and null means to wait.
 */
export function linkMove(
  villager: Villager,
  first: ChatView,
  second: ChatView,
  seed: number,
  pace: Pace,
): LinkMove | null {
  if (!isSettled(first) || first.blocked || isSettled(second)) return null;
  const text = ASK_FOR_CODE[villager.language];
  const think = ({ id, atMs }: Pick<ChatMessageView, 'id' | 'atMs'>) =>
    atMs + within(randomFrom(seed, villager.key, 'link', id), pace.thinkMs);
  const asks = first.messages.filter(({ from, sentText }) => from === 'person' && sentText === text);
  const ask = asks.at(-1);
  const last = first.messages.at(-1);
  if (ask === undefined) {
    if (last === undefined || !isFromBot(last)) return null;
    return { where: 'first', move: { kind: 'answer', action: { kind: 'text', text }, dueAtMs: think(last) } };
  }

  const told = first.messages.slice(first.messages.indexOf(ask)).find(isCodeOfBot);
  const code = told === undefined ? undefined : LINK_CODE.exec(told.sentText)?.[0];
  const typed = second.messages.findLastIndex(({ from, sentText }) => from === 'person' && sentText === code);
  if (told !== undefined && code !== undefined && typed === -1) {
    const action = { kind: 'text', text: code } as const;
    return { where: 'second', move: { kind: 'answer', action, dueAtMs: think(told) } };
  }
  const question = second.messages.slice(typed + 1).findLast(isQuestion);
  if (typed !== -1 && question !== undefined) {
    const action = { kind: 'press', messageId: question.id, payload: LINK_YES } as const;
    return { where: 'second', move: { kind: 'answer', action, dueAtMs: think(question) } };
  }
  if (asks.length >= MAX_ASKS) return null;
  const sinceMs = Math.max(ask.atMs, second.messages[typed]?.atMs ?? 0);
  return {
    where: 'first',
    move: { kind: 'retry', action: { kind: 'text', text }, dueAtMs: sinceMs + pace.patienceMs },
  };
}

function isCodeOfBot(message: ChatMessageView): boolean {
  return isFromBot(message) && LINK_CODE.test(message.sentText);
}

function isQuestion(message: ChatMessageView): boolean {
  return isFromBot(message) && payloadsOf(message).includes(LINK_YES);
}
