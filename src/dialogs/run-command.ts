import { createVerifyAlert } from '../alerts/verify-alert.ts';
import { LINK_CODE_LENGTH, normaliseCode } from '../areas/area.ts';
import { createFindCode } from '../areas/find-code.ts';
import { createEraseMember } from '../households/erase-member.ts';
import { createJoinHousehold } from '../households/join-household.ts';
import { createFindLinkCode, createLinkChat, createMakeLinkCode } from '../households/link-chat.ts';
import { createPreferChat } from '../households/prefer-chat.ts';
import type { NoticeComposer } from '../replies/ports.ts';
import { createRecordReply } from '../replies/record-reply.ts';
import { assertNever } from '../shared/assert-never.ts';
import type { Clock } from '../shared/clock.ts';
import { createLinkStaff } from '../staff/link-staff.ts';
import { isOfficer, type StaffActor } from '../staff/staff.ts';
import type { Command, CommandOutcome } from './dialog.ts';
import type { DialogStores, OfficerCommands, Person, ProgressReader } from './ports.ts';

const RECENT_WORDS = 5;

export interface RunCommandDeps<Stores extends DialogStores> {
  /** Use cases of the alerts, bound to the transaction of the event. */
  officerCommands(stores: Stores): OfficerCommands;
  progress(stores: Stores): ProgressReader;
  composer: NoticeComposer;
  clock: Clock;
}

/** Runs what a dialog asked for, in the transaction that handles the event. */
export function createRunCommand<Stores extends DialogStores>(deps: RunCommandDeps<Stores>) {
  async function showStatus(stores: Stores, actor: StaffActor, alertId: string): Promise<CommandOutcome> {
    if (!isOfficer(actor.roles)) return { kind: 'forbidden' };
    if (!(await stores.replies.isAlertOfUnit(alertId, actor.policeUnitId))) return { kind: 'forbidden' };
    const progress = await deps.progress(stores).progress(alertId);
    const recent = await stores.replies.recentContents(alertId, RECENT_WORDS);
    return {
      kind: 'status',
      progress,
      recentWords: recent.map(({ household, content }) => ({
        household,
        text: deps.composer.content(content),
      })),
    };
  }

  return async function runCommand(
    stores: Stores,
    person: Person,
    eventId: string,
    command: Command,
  ): Promise<CommandOutcome> {
    const { actor, contactPointId } = person;
    switch (command.kind) {
      case 'find_code':
        return normaliseCode(command.code).length === LINK_CODE_LENGTH
          ? createFindLinkCode(stores)(command.code)
          : createFindCode(stores)(command.code);
      case 'join_household':
        return createJoinHousehold(stores)(person, command);
      case 'confirm_test':
        if (person.householdId === null) return { kind: 'forbidden' };
        await stores.households.markReached(person.householdId);
        return { kind: 'test_confirmed' };
      case 'set_language':
        // A stranger's choice lives in the state of their dialog until they join.
        if (person.memberId !== null) await stores.households.setLanguage(person.memberId, command.language);
        return { kind: 'language_set', language: command.language };
      case 'stop':
        await stores.households.setContactState(contactPointId, 'stopped');
        return { kind: 'stopped' };
      case 'resume':
        await stores.households.setContactState(contactPointId, 'active');
        return { kind: 'resumed' };
      case 'erase_me':
        return createEraseMember(stores)(person);
      case 'record_reply':
        return createRecordReply({
          replies: stores.replies,
          outbox: stores.answers,
          composer: deps.composer,
          clock: deps.clock,
        })({ ...person, eventId }, command);
      case 'link_staff':
        return createLinkStaff(stores)(contactPointId, command.code);
      case 'make_link_code':
        return createMakeLinkCode(stores)(person);
      case 'link_chat':
        return createLinkChat(stores)(person, command);
      case 'prefer_chat':
        return createPreferChat(stores)(person.memberId, command.contactPointId);
      case 'preview_alert':
        return actor ? deps.officerCommands(stores).previewAlert(actor, command, contactPointId) : FORBIDDEN;
      case 'raise_alert':
        return actor ? deps.officerCommands(stores).raiseAlert(actor, command, contactPointId) : FORBIDDEN;
      case 'preview_message':
        return actor
          ? deps.officerCommands(stores).previewMessage(actor, command, contactPointId)
          : FORBIDDEN;
      case 'send_message':
        return actor ? deps.officerCommands(stores).sendMessage(actor, command, contactPointId) : FORBIDDEN;
      case 'stop_alert':
        return actor ? deps.officerCommands(stores).stopAlert(actor, command, contactPointId) : FORBIDDEN;
      case 'pause_alert':
        return actor ? deps.officerCommands(stores).pauseAlert(actor, command, contactPointId) : FORBIDDEN;
      case 'resume_alert':
        return actor ? deps.officerCommands(stores).resumeAlert(actor, command, contactPointId) : FORBIDDEN;
      case 'decide_approval':
        return actor
          ? deps.officerCommands(stores).decideApproval(actor, command, contactPointId)
          : FORBIDDEN;
      case 'list_approvals':
        return actor ? deps.officerCommands(stores).listApprovals(actor, command, contactPointId) : FORBIDDEN;
      case 'verify_alert':
        return { kind: 'verified', result: await createVerifyAlert(stores)(command, person.householdId) };
      case 'show_status':
        return actor ? showStatus(stores, actor, command.alertId) : FORBIDDEN;
      default:
        return assertNever(command);
    }
  };
}

const FORBIDDEN: CommandOutcome = { kind: 'forbidden' };

/** After these the dialog must see the person anew. */
export function changesPerson(outcome: CommandOutcome): boolean {
  switch (outcome.kind) {
    case 'joined':
    case 'language_set':
    case 'stopped':
    case 'resumed':
    case 'erased':
    case 'staff_linked':
    case 'chat_linked':
    case 'chat_preferred':
    case 'raised':
    case 'approved':
    case 'message_sent':
    case 'alert_stopped':
      return true;
    case 'code_group':
    case 'code_household':
    case 'code_staff':
    case 'code_ended':
    case 'code_unknown':
    case 'already_member':
    case 'join_gone':
    case 'test_confirmed':
    case 'reply_recorded':
    case 'reply_closed':
    case 'reply_not_yours':
    case 'staff_code_invalid':
    case 'link_code':
    case 'link_not_member':
    case 'code_link':
    case 'link_code_over':
    case 'chat_linked_before':
    case 'link_other_household':
    case 'chat_not_yours':
    case 'previewed':
    case 'text_too_long':
    case 'empty_audience':
    case 'pending_approval':
    case 'checks_open':
    case 'break_glass_not_allowed':
    case 'approvals':
    case 'returned':
    case 'own_alert':
    case 'already_decided':
    case 'verified':
    case 'alert_paused':
    case 'already_paused':
    case 'alert_resumed':
    case 'not_paused':
    case 'alert_not_open':
    case 'status':
    case 'forbidden':
      return false;
  }
}
