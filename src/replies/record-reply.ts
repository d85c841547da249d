import { type AlertState, isOpen, type ReplyCode } from '../alerts/alert.ts';
import type { Clock } from '../shared/clock.ts';
import { newId } from '../shared/ids.ts';
import { noticeParts } from './notice-parts.ts';
import type { AnsweredAlert, NoticeComposer, NoticeOutbox, ReplyStore } from './ports.ts';
import { asksForHelp, householdStanding, type ReplyContent } from './reply.ts';

export type RecordReplyResult =
  | {
      kind: 'reply_recorded';
      number: string;
      code: ReplyCode | null;
      changed: boolean;
      contentKind: ReplyContent['kind'] | null;
      forwarded: boolean;
      dutyPhone: string;
    }
  | { kind: 'reply_closed'; number: string; state: AlertState }
  | { kind: 'reply_not_yours' };

export interface ReplyInput {
  alertNumber: string;
  code: ReplyCode | null;
  content: ReplyContent | null;
}

/**
 * Takes a household's answer to an alert. Whether it counts is decided by the frozen audience alone, since a payload
 * can be typed by anyone; the answer to a foreign alert and to none is the same. A call for help is taken whatever the
 * state of the alert, and goes to the officers at once; so is what a household that needs help says after it.
 */
export function createRecordReply(deps: {
  replies: ReplyStore;
  outbox: NoticeOutbox;
  composer: NoticeComposer;
  clock: Clock;
}) {
  const { replies } = deps;

  /** Tells every officer of the unit; false when there is none to tell. */
  async function forward(
    alert: AnsweredAlert,
    householdId: string,
    contactPointId: string,
    input: ReplyInput,
  ): Promise<boolean> {
    const officers = await replies.officerContacts(alert.policeUnitId, contactPointId);
    if (officers.length === 0) return false;
    const { label, groupName } = await replies.nameHousehold(alert.alertId, householdId);
    const messages = noticeParts(input.content).map((content) =>
      deps.composer.notice({
        kind: input.code !== null && asksForHelp(input.code) ? 'help' : 'words',
        alertNumber: alert.number,
        household: label,
        groupName,
        at: deps.clock.now(),
        code: input.code,
        content,
      }),
    );
    const { content } = input;
    const file = content?.kind === 'photo' || content?.kind === 'voice' ? content : null;
    for (const officer of officers) {
      const media = file && officer.sameAccount ? { media: { kind: file.kind, fileId: file.fileId } } : {};
      for (const [index, message] of messages.entries()) {
        await deps.outbox.add({
          contactPointId: officer.id,
          class: 'staff_notice',
          message: index === 0 ? { ...message, ...media } : message,
        });
      }
    }
    return true;
  }

  return async function recordReply(
    sender: { contactPointId: string; householdId: string | null; eventId: string },
    input: ReplyInput,
  ): Promise<RecordReplyResult> {
    if (sender.householdId === null) return { kind: 'reply_not_yours' };
    const { householdId, contactPointId } = sender;
    const alert = await replies.lockAudience(input.alertNumber, householdId);
    if (!alert || !isOffered(alert, input.code)) return { kind: 'reply_not_yours' };
    const { alertId, number, dutyPhone } = alert;
    const help = input.code !== null && asksForHelp(input.code);
    const before = await replies.latestAnswers(alertId, householdId);
    const inNeed = householdStanding(before.map((answer) => answer.code)) === 'help';
    if (!isOpen(alert.state) && !help && !inNeed) return { kind: 'reply_closed', number, state: alert.state };

    const mine = before.find((answer) => answer.contactPointId === contactPointId);
    const others = before.filter((answer) => answer !== mine).map((answer) => answer.code);
    const latest = input.code ?? mine?.code;
    const standing = householdStanding(latest === undefined ? others : [...others, latest]);
    const inserted = await replies.insertReply({
      id: newId(),
      alertId,
      householdId,
      contactPointId,
      inboundEventId: sender.eventId,
      code: input.code,
      content: input.content,
      standing,
    });

    // Of an alert that has ended nobody watches the figures: there also the all-clear is told.
    const urgent =
      help || (input.content !== null && standing === 'help') || (inNeed && !isOpen(alert.state));
    // Someone who presses again and again in fear must not bury the other notices.
    const pressedAgain =
      mine !== undefined && mine.code === input.code && mine.fresh && input.content === null;
    const told = pressedAgain || inserted === 'duplicate';
    return {
      kind: 'reply_recorded',
      number,
      code: input.code,
      changed: mine !== undefined && input.code !== null && mine.code !== input.code,
      contentKind: input.content?.kind ?? null,
      forwarded:
        urgent &&
        (told
          ? (await replies.officerContacts(alert.policeUnitId, contactPointId)).length > 0
          : await forward(alert, householdId, contactPointId, input)),
      dutyPhone,
    };
  };
}

/** A button of this alert, or HELP, which is never refused. */
function isOffered(alert: AnsweredAlert, code: ReplyCode | null): boolean {
  return code === null || code === 'HELP' || alert.replyCodes.includes(code);
}
