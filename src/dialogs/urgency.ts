import type { InboundMessage } from '../channels/channel.ts';
import { asksForHelp } from '../replies/reply.ts';
import { isCallForHelp, isPressedCall, readReplyPayload } from './answer.ts';
import type { ReceivedMessage } from './ports.ts';

/** Says which messages call for help, pressed or in words: in a storm of answers they are handled before all others. */
export function withUrgency(message: InboundMessage): ReceivedMessage {
  return { ...message, urgent: callsForHelp(message.content) };
}

function callsForHelp(content: InboundMessage['content']): boolean {
  switch (content.kind) {
    case 'press': {
      const reply = readReplyPayload(content.payload);
      return reply === null ? isPressedCall(content.payload) : asksForHelp(reply.code);
    }
    case 'text':
      return isCallForHelp(content.text);
    default:
      return false;
  }
}
