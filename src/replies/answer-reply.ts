import { may } from '../staff/rights.ts';
import type { AuditLog, StaffActor } from '../staff/staff.ts';
import type { ReplyDesk, StaffAnswerComposer, StaffAnswerOutbox } from './ports.ts';

export type AnswerReplyResult =
  | { kind: 'answered' }
  /** The same request before. */
  | { kind: 'answered_before' }
  /** The person opted out, or cannot be reached. */
  | { kind: 'chat_closed' }
  | { kind: 'not_found' }
  | { kind: 'forbidden' };

/** Writes to the chat that a reply came from. The log says that it was answered, never what. */
export function createAnswerReply(deps: {
  replyDesk: ReplyDesk;
  answers: StaffAnswerOutbox;
  audit: AuditLog;
  composer: StaffAnswerComposer;
}) {
  return async function answerReply(
    actor: StaffActor,
    input: { replyId: string; requestId: string; text: string },
  ): Promise<AnswerReplyResult> {
    if (!may(actor, 'handle_replies')) return { kind: 'forbidden' };
    // Locked, so that of two requests with one id the second sees what the first wrote.
    const reply = await deps.replyDesk.lockReply(input.replyId, actor.policeUnitId);
    if (!reply) return { kind: 'not_found' };
    if (await deps.replyDesk.hasAnswer(input.requestId)) return { kind: 'answered_before' };
    if (reply.contactState !== 'active') return { kind: 'chat_closed' };
    const text = input.text.normalize('NFC');
    const { unitName, alertNumber, language } = reply;
    const answerId = await deps.answers.add({
      contactPointId: reply.contactPointId,
      class: 'answer',
      message: deps.composer.staffAnswer({ unitName, alertNumber, text, language }),
    });
    await deps.replyDesk.insertAnswer({
      id: input.requestId,
      replyId: reply.replyId,
      answerId,
      staffId: actor.staffId,
      text,
    });
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: actor.policeUnitId,
      action: 'reply.answered',
      subject: `reply:${reply.replyId}`,
      detail: { alert: alertNumber, length: text.length },
    });
    return { kind: 'answered' };
  };
}
