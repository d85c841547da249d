import { z } from 'zod';
import type { JsonObject } from './answers.ts';
import { buttonsOf } from './chat-view.ts';
import type { Content } from './content.ts';
import { EVENT_SAMPLES } from './event-samples.ts';
import { type FakeContact, type FakeMessage, type FakeOa, findMessage } from './state.ts';
import { userSaid, type World } from './world.ts';

/** What a person says. Media is made up; it can be fetched from the stand-in. */
export const utteranceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), quoteMessageId: z.string().optional() }),
  z.object({ kind: z.literal('photo'), caption: z.string().default('') }),
  z.object({ kind: z.literal('gif') }),
  z.object({ kind: z.literal('voice') }),
  z.object({ kind: z.literal('video') }),
  z.object({ kind: z.literal('place'), latitude: z.number(), longitude: z.number() }),
  z.object({ kind: z.literal('sticker') }),
  z.object({ kind: z.literal('file'), name: z.string().default('don.pdf') }),
  z.object({ kind: z.literal('link'), url: z.string(), title: z.string().default('') }),
  z.object({ kind: z.literal('business_card'), name: z.string(), phone: z.string() }),
]);
export type Utterance = z.input<typeof utteranceSchema>;

export const personActionSchema = z.discriminatedUnion('kind', [
  ...utteranceSchema.options,
  z.object({ kind: z.literal('press'), messageId: z.string(), payload: z.string() }),
  z.object({ kind: z.literal('follow'), source: z.string().default('oa_profile') }),
  z.object({ kind: z.literal('unfollow') }),
  z.object({ kind: z.literal('block') }),
  z.object({ kind: z.literal('unblock') }),
  z.object({ kind: z.literal('click_chatnow') }),
  z.object({ kind: z.literal('call') }),
  z.object({ kind: z.literal('react'), messageId: z.string(), icon: z.string().default('/-heart') }),
  /** The phone got what it did not have yet; one event for each message. */
  z.object({ kind: z.literal('receive') }),
  /** The person looked at what was received. `single`: one event for each message, not one with a list. */
  z.object({ kind: z.literal('see'), single: z.boolean().default(false) }),
  z.object({ kind: z.literal('submit_info'), shape: z.enum(['old', 'new']).default('new') }),
  /** Takes the consent back. */
  z.object({ kind: z.literal('withdraw') }),
]);
/** What a person does with the phone. */
export type PersonAction = z.input<typeof personActionSchema>;

export type ActResult =
  | { kind: 'done' }
  | { kind: 'unknown_user' }
  | { kind: 'no_such_button' }
  | { kind: 'no_such_message' }
  /** One who blocked the account cannot write to it. */
  | { kind: 'blocked' };

const DONE: ActResult = { kind: 'done' };

/** Lets one person of one account act, with the events that follow from it. */
export function perform(world: World, oa: FakeOa, userId: string, input: PersonAction): ActResult {
  const action = personActionSchema.parse(input);
  const contact = oa.contacts.get(userId);
  if (contact === undefined || contact.standing === 'inactive') return { kind: 'unknown_user' };
  const result = performOn(world, oa, contact, action);
  world.keepContact(oa, contact);
  return result;
}

function performOn(
  world: World,
  oa: FakeOa,
  contact: FakeContact,
  action: z.output<typeof personActionSchema>,
): ActResult {
  const userId = contact.id;
  if (action.kind === 'unblock') {
    if (contact.standing === 'blocked') contact.standing = 'normal';
    world.changedChat(oa, userId, 'person');
    return DONE;
  }
  if (contact.standing === 'blocked') return { kind: 'blocked' };

  const interact = () => {
    contact.lastInteractionMs = world.nowMs();
  };
  const person = { sender: { id: userId }, recipient: { id: oa.id } };
  const emit = (name: string, fields: JsonObject) =>
    world.emit({ oa, name, about: userId, fields: { user_id_by_app: contact.idByApp, ...fields } });

  switch (action.kind) {
    case 'block':
      // The platform tells nobody.
      contact.standing = 'blocked';
      contact.blocks += 1;
      world.changedChat(oa, userId, 'person');
      return DONE;
    case 'follow':
      if (contact.follower) return DONE;
      contact.follower = true;
      contact.unfollowedAtMs = null;
      interact();
      emit('follow', { oa_id: oa.id, follower: { id: userId }, source: action.source });
      return DONE;
    case 'unfollow':
      if (!contact.follower) return DONE;
      contact.follower = false;
      contact.unfollowedAtMs = world.nowMs();
      emit('unfollow', { oa_id: oa.id, follower: { id: userId }, source: 'oa_profile' });
      return DONE;
    case 'click_chatnow':
      interact();
      // Once for a person and an account.
      if (!contact.clickedChatNow) emit('user_click_chatnow', { oa_id: oa.id, user_id: userId });
      contact.clickedChatNow = true;
      return DONE;
    case 'call':
      interact();
      emit('user_call_oa', person);
      return DONE;
    case 'submit_info': {
      const sample = EVENT_SAMPLES.get(`user_submit_info/${action.shape}`);
      interact();
      if (sample !== undefined) emit('user_submit_info', sample(sceneOf(world, oa, contact)));
      return DONE;
    }
    case 'withdraw':
      emit('user_withdraw', { oa_id: oa.id, user_id: userId });
      return DONE;
    case 'react': {
      const message = findMessage(contact.messages, action.messageId);
      if (message === undefined) return { kind: 'no_such_message' };
      message.reactions.push(action.icon);
      emit('user_reacted_message', {
        ...person,
        message: { msg_id: message.id, react_icon: action.icon },
      });
      return DONE;
    }
    case 'receive':
      receive(world, oa, contact);
      return DONE;
    case 'see':
      see(world, oa, contact, action.single);
      return DONE;
    case 'press':
      return press(world, oa, contact, action.messageId, action.payload);
    default: {
      const quotedId = action.kind === 'text' ? (action.quoteMessageId ?? null) : null;
      say(world, oa, contact, contentOf(world, action), quotedId);
      return DONE;
    }
  }
}

function say(
  world: World,
  oa: FakeOa,
  contact: FakeContact,
  content: Content,
  quotedId: string | null,
): void {
  contact.lastInteractionMs = world.nowMs();
  const message = world.newMessage({ from: 'person', content, quotedId });
  world.addMessage(oa, contact, message, null);
  world.emit(userSaid(oa, contact, message));
  world.changedChat(oa, contact.id, 'person');
}

/** The event of a press is that of a typed text: the platform does not tell the two apart. */
function press(
  world: World,
  oa: FakeOa,
  contact: FakeContact,
  messageId: string,
  payload: string,
): ActResult {
  const message = findMessage(contact.messages, messageId);
  const button = buttonsOf(message ?? { buttons: [], content: { kind: 'text', text: '' } }).find(
    (candidate) => candidate.type.startsWith('oa.query.') && candidate.payload === payload,
  );
  if (button === undefined) return { kind: 'no_such_button' };
  contact.lastInteractionMs = world.nowMs();
  const said = world.newMessage({ from: 'person', content: { kind: 'text', text: payload } });
  world.addPress(oa, contact, { messageId, payload, saidId: said.id });
  if (button.type === 'oa.query.show') world.addMessage(oa, contact, said, null);
  world.emit(userSaid(oa, contact, said));
  world.changedChat(oa, contact.id, 'person');
  return DONE;
}

function receive(world: World, oa: FakeOa, contact: FakeContact): void {
  for (const message of contact.messages) {
    if (message.from === 'person' || message.receivedAtMs !== null) continue;
    message.receivedAtMs = world.nowMs();
    receipt(world, oa, contact, 'user_received_message', { msg_id: message.id });
  }
}

function see(world: World, oa: FakeOa, contact: FakeContact, single: boolean): void {
  receive(world, oa, contact);
  const unseen = contact.messages.filter(({ from, seenAtMs }) => from !== 'person' && seenAtMs === null);
  for (const message of unseen) message.seenAtMs = world.nowMs();
  // Only of what the app sent, not of what staff wrote.
  const told = unseen.filter(({ from }) => from === 'oa').map(({ id }: FakeMessage) => id);
  if (told.length === 0) return;
  if (single) {
    for (const id of told) receipt(world, oa, contact, 'user_seen_message', { msg_id: id });
  } else {
    receipt(world, oa, contact, 'user_seen_message', { msg_ids: told });
  }
}

function receipt(world: World, oa: FakeOa, contact: FakeContact, name: string, message: JsonObject): void {
  const fields = {
    user_id_by_app: contact.idByApp,
    sender: { id: oa.id },
    recipient: { id: contact.id },
    message,
  };
  world.emit({ oa, name, about: contact.id, fields });
}

export function sceneOf(world: World, oa: FakeOa, contact: FakeContact) {
  return {
    oaId: oa.id,
    userId: contact.id,
    userIdByApp: contact.idByApp,
    messageId: world.ids.next('message'),
    groupId: oa.groups.keys().next().value ?? world.ids.next('group'),
    nowMs: world.nowMs(),
    mediaUrl: world.mediaUrl,
  };
}

export function contentOf(world: World, said: z.output<typeof utteranceSchema>): Content {
  const { mediaUrl } = world;
  switch (said.kind) {
    case 'text':
      return { kind: 'text', text: said.text };
    case 'photo':
      return { kind: 'image', url: mediaUrl('photo.jpg'), text: said.caption };
    case 'gif':
      return { kind: 'gif', url: mediaUrl('wave.gif'), text: '' };
    case 'voice':
      return { kind: 'voice', url: mediaUrl('voice.amr') };
    case 'video':
      return { kind: 'video', url: mediaUrl('clip.mp4'), description: '' };
    case 'place':
      return { kind: 'place', latitude: said.latitude, longitude: said.longitude };
    case 'sticker':
      return { kind: 'sticker', stickerId: '20812', url: mediaUrl('sticker.png') };
    case 'file': {
      const type = said.name.slice(said.name.lastIndexOf('.') + 1);
      const checksum = '9e107d9d372bb6826bd81d3542a419d6';
      return { kind: 'file', name: said.name, url: mediaUrl('don.pdf'), sizeBytes: 2048, type, checksum };
    }
    case 'link':
      return { kind: 'link', url: said.url, title: said.title, description: '' };
    case 'business_card':
      return { kind: 'business_card', name: said.name, phone: said.phone };
  }
}
