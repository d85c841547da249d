import type { OutgoingMessage } from '../channels/channel.ts';

export interface RenderedSay {
  message: OutgoingMessage;
  /** Never put into one message with another. */
  alone: boolean;
}

/** UTF-16 code units; what every channel takes, with room for choices as lines below the text. */
const LONGEST_MERGED = 1_800;

/**
 * Puts what one event makes us say into as few messages as can be: a chat takes one a second, so a question behind a
 * notice would come a second late. A text with buttons ends its message.
 */
export function mergeSays(says: readonly RenderedSay[]): OutgoingMessage[] {
  const merged: RenderedSay[] = [];
  for (const say of says) {
    const last = merged.at(-1);
    const text = last ? `${last.message.text}\n\n${say.message.text}` : '';
    const hasFile = last?.message.file !== undefined || say.message.file !== undefined;
    const fits =
      last &&
      !hasFile &&
      !last.alone &&
      !say.alone &&
      last.message.buttons.length === 0 &&
      text.length <= LONGEST_MERGED;
    if (fits) merged[merged.length - 1] = { message: { text, buttons: say.message.buttons }, alone: false };
    else merged.push(say);
  }
  return merged.map(({ message }) => message);
}
