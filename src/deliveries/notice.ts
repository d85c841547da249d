import type { OutgoingMessage } from '../channels/channel.ts';

/** UTF-16 code units; below what any channel takes in one message. */
const LONGEST = 1_900;

/**
 * Two notices for the same officer as one message, or null where they must stay apart (a file, buttons, too long). A chat
 * takes one message a second: in a flood the twentieth call for help would come twenty seconds late. What the first one
 * ends with already is not said again.
 */
export function mergeNotices(first: OutgoingMessage, second: OutgoingMessage): OutgoingMessage | null {
  const apart = [first, second].some(({ buttons, media }) => buttons.length > 0 || media !== undefined);
  if (!apart && `\n\n${first.text}`.endsWith(`\n\n${second.text}`)) return first;
  const text = `${first.text}\n\n${second.text}`;
  return apart || text.length > LONGEST ? null : { text, buttons: [] };
}
