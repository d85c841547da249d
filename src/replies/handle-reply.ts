import { may } from '../staff/rights.ts';
import type { AuditLog, StaffActor } from '../staff/staff.ts';
import type { ReplyDesk } from './ports.ts';

export type HandleReplyResult = { kind: 'handled' } | { kind: 'not_found' } | { kind: 'forbidden' };

/** Says that a reply is dealt with, or not after all. Saying it again changes nothing. */
export function createHandleReply(deps: { replyDesk: ReplyDesk; audit: AuditLog }) {
  return async function handleReply(
    actor: StaffActor,
    input: { replyId: string; handled: boolean },
  ): Promise<HandleReplyResult> {
    if (!may(actor, 'handle_replies')) return { kind: 'forbidden' };
    const reply = await deps.replyDesk.lockReply(input.replyId, actor.policeUnitId);
    if (!reply) return { kind: 'not_found' };
    if (reply.handled === input.handled) return { kind: 'handled' };
    await deps.replyDesk.setHandled(reply.replyId, input.handled ? actor.staffId : null);
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: actor.policeUnitId,
      action: input.handled ? 'reply.handled' : 'reply.reopened',
      subject: `reply:${reply.replyId}`,
      detail: { alert: reply.alertNumber },
    });
    return { kind: 'handled' };
  };
}
