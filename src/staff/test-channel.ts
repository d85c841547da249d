import type { ChannelTestComposer, ChannelTestOutbox, StaffChats } from './ports.ts';
import { may } from './rights.ts';
import type { AuditLog, StaffActor } from './staff.ts';

export type TestChannelResult =
  | { kind: 'queued'; testId: string }
  | { kind: 'no_linked_chat' }
  | { kind: 'forbidden' };

/** Sends a short message to the actor's own chat on an account. */
export function createTestChannel(deps: {
  staffChats: StaffChats;
  answers: ChannelTestOutbox;
  audit: AuditLog;
  composer: ChannelTestComposer;
  now(): Date;
}) {
  return async function testChannel(actor: StaffActor, channelAccountId: string): Promise<TestChannelResult> {
    if (!may(actor, 'see_channels')) return { kind: 'forbidden' };
    const contactPointId = await deps.staffChats.chatOn(actor.staffId, channelAccountId);
    if (contactPointId === null) return { kind: 'no_linked_chat' };
    const testId = await deps.answers.add({
      contactPointId,
      class: 'answer',
      message: deps.composer.channelTest(deps.now()),
    });
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: actor.policeUnitId,
      action: 'channel.tested',
      subject: `channel:${channelAccountId}`,
      detail: {},
    });
    return { kind: 'queued', testId };
  };
}
