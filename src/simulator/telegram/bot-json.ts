import type { Content, Keyboard } from './journal-events.ts';
import type { FakeBot, FakeChat, FakeMessage, FakePress, FakeUser } from './state.ts';

/**
 * Objects of the Bot API as JSON text. Written by hand rather than by `JSON.stringify`, because ids above 2^53
 * must leave as integers, and because the server is benched. Shapes: https://core.telegram.org/bots/api
 */

export function botUserJson(bot: { id: string; name: string; username: string }): string {
  return `{"id":${bot.id},"is_bot":true,"first_name":${JSON.stringify(bot.name)},"username":${JSON.stringify(bot.username)}}`;
}

export function userJson(user: { id: string; name: string; language: string }): string {
  const language = user.language === '' ? '' : `,"language_code":${JSON.stringify(user.language)}`;
  return `{"id":${user.id},"is_bot":false,"first_name":${JSON.stringify(user.name)}${language}}`;
}

export function chatJson(user: { id: string; name: string }): string {
  return `{"id":${user.id},"first_name":${JSON.stringify(user.name)},"type":"private"}`;
}

export function messageJson(bot: FakeBot, chat: FakeChat, message: FakeMessage): string {
  const from = message.from === 'bot' ? bot.json : chat.user.json;
  const edited = message.editedAtMs === null ? '' : `,"edit_date":${seconds(message.editedAtMs)}`;
  return `{"message_id":${message.id},"from":${from},"chat":${chat.json},"date":${seconds(message.atMs)}${edited}${contentJson(message.content)}${keyboardJson(message.keyboard)}}`;
}

export function messageUpdateJson(updateId: string, message: string): string {
  return `{"update_id":${updateId},"message":${message}}`;
}

export function pressUpdateJson(updateId: string, user: FakeUser, press: FakePress, message: string): string {
  return `{"update_id":${updateId},"callback_query":{"id":"${press.queryId}","from":${user.json},"message":${message},"chat_instance":"${press.chatInstance}","data":${JSON.stringify(press.payload)}}}`;
}

export function membershipUpdateJson(
  updateId: string,
  bot: FakeBot,
  chat: FakeChat,
  blocked: boolean,
  atMs: number,
): string {
  const kicked = `{"user":${bot.json},"status":"kicked","until_date":0}`;
  const member = `{"user":${bot.json},"status":"member"}`;
  const [before, after] = blocked ? [member, kicked] : [kicked, member];
  return `{"update_id":${updateId},"my_chat_member":{"chat":${chat.json},"from":${chat.user.json},"date":${seconds(atMs)},"old_chat_member":${before},"new_chat_member":${after}}}`;
}

function seconds(atMs: number): number {
  return Math.floor(atMs / 1000);
}

function contentJson(content: Content): string {
  switch (content.kind) {
    case 'text':
      return `,"text":${JSON.stringify(content.text)}${commandEntity(content.text)}`;
    case 'photo':
      return `,"photo":[{"file_id":"${content.fileId}","file_unique_id":"u${content.fileId}","file_size":70,"width":320,"height":240}]${captionJson(content.caption)}`;
    case 'voice':
      return `,"voice":{"file_id":"${content.fileId}","file_unique_id":"u${content.fileId}","duration":${content.seconds},"mime_type":"audio/ogg","file_size":70}${captionJson(content.caption)}`;
    case 'place':
      return `,"location":{"latitude":${content.latitude},"longitude":${content.longitude}}`;
    case 'sticker':
      return `,"sticker":{"file_id":"${content.fileId}","file_unique_id":"u${content.fileId}","type":"regular","width":512,"height":512,"is_animated":false,"is_video":false,"emoji":${JSON.stringify(content.emoji)}}`;
  }
}

function captionJson(caption: string): string {
  return caption === '' ? '' : `,"caption":${JSON.stringify(caption)}`;
}

function commandEntity(text: string): string {
  const command = /^\/[a-z0-9_]{1,32}/i.exec(text);
  return command === null
    ? ''
    : `,"entities":[{"offset":0,"length":${command[0].length},"type":"bot_command"}]`;
}

function keyboardJson(keyboard: Keyboard): string {
  return keyboard.length === 0 ? '' : `,"reply_markup":{"inline_keyboard":${JSON.stringify(keyboard)}}`;
}
