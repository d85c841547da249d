import type { Phones } from './phones.ts';
import type { ActResult, ChatMessageView, ChatView, PersonAction } from './telegram/control.ts';
import type { UserView, ChatView as ZaloChat, ChatMessageView as ZaloMessage } from './zalo/chat-view.ts';
import { type Content, textOf } from './zalo/content.ts';
import type { FakeOaControl } from './zalo/oa-control.ts';
import type { PersonAction as ZaloAction } from './zalo/person.ts';

/** The people of one account on the fake Zalo. It tells nobody's language. */
export function zaloPhones(oa: FakeOaControl, pending: () => number): Phones {
  const ownerOf = ({ id, name }: UserView) => ({ id, name, language: 'vi' });

  function chat(userId: string): ChatView | null {
    const user = oa.user(userId);
    const known = oa.chat(userId);
    return user === null || known === null ? null : viewChat(user, known);
  }

  function actionOf(userId: string, action: PersonAction): ZaloAction {
    switch (action.kind) {
      case 'press': {
        const { messageId } = action;
        const message = oa.chat(userId)?.messages.find(({ id }) => id === messageId);
        const button = message?.buttons.find(({ payload }) => bare(payload) === action.payload);
        return { kind: 'press', messageId, payload: button?.payload ?? '' };
      }
      case 'voice':
      case 'sticker':
        return { kind: action.kind };
      case 'text':
      case 'photo':
      case 'place':
      case 'block':
      case 'unblock':
        return action;
    }
  }

  return {
    network: 'zalo',
    createPerson: ({ name, tag }) =>
      ownerOf(oa.createUser(tag === undefined ? { name } : { name, handle: tag })),
    people: () => oa.users().map(ownerOf),
    act: (userId, action) => resultOf(oa.act(userId, actionOf(userId, action))),
    chat,
    onChange: (listener) => oa.onChange(({ userId }) => listener(userId)),
    file: oa.file,
    pending,
  };
}

function resultOf(result: ReturnType<FakeOaControl['act']>): ActResult {
  return result.kind === 'no_such_message' ? { kind: 'no_such_button' } : result;
}

/** What a button sends is a text on Zalo, which our service marks; people on the page know it by what is marked. */
function bare(payload: string): string {
  const unmarked = payload.replace(/^#/, '');
  return /^[^:]+:$/.test(unmarked) ? unmarked.slice(0, -1) : unmarked;
}

function viewChat(user: UserView, { messages, presses }: ZaloChat): ChatView {
  return {
    userId: user.id,
    started: messages.some(({ from }) => from === 'person'),
    blocked: user.standing === 'blocked',
    blocks: user.blocks,
    messages: messages.map(viewMessage),
    presses: presses.map(({ messageId, payload, atMs, seen }) => ({
      messageId,
      payload: bare(payload),
      atMs,
      seen,
      answered: true,
    })),
    notice: null,
  };
}

function viewMessage(message: ZaloMessage): ChatMessageView {
  return {
    id: message.id,
    from: message.from === 'person' ? 'person' : 'bot',
    atMs: message.atMs,
    editedAtMs: null,
    content: viewContent(message.content),
    sentText: textOf(message.content),
    buttons: message.buttons
      .filter(({ type }) => type.startsWith('oa.query.'))
      .map(({ title, payload }) => [{ label: title, payload: bare(payload) }]),
    pressed: message.pressed === null ? null : bare(message.pressed),
    waiting: false,
  };
}

/** A voice note of the stand-in has no length. */
const VOICE_SECONDS = 8;

function viewContent(content: Content): ChatMessageView['content'] {
  switch (content.kind) {
    case 'image':
      return { kind: 'photo', fileId: content.url, caption: content.text };
    case 'voice':
      return { kind: 'voice', fileId: content.url, seconds: VOICE_SECONDS, caption: '' };
    case 'place':
      return { kind: 'place', latitude: content.latitude, longitude: content.longitude };
    case 'sticker':
      return { kind: 'sticker', fileId: content.url, emoji: '🙂' };
    default:
      return { kind: 'text', text: textOf(content) };
  }
}
