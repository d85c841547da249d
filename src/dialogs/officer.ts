import { approveOutcome, approvePress, approveQuestion, approveText } from './approve.ts';
import { composeOutcome, composePress, composeQuestion, composeText, startCompose } from './compose.ts';
import type { CommandOutcome, Say, StaffContext } from './dialog.ts';
import { holdWord, manageOutcome, managePress, manageQuestion, manageText, startStatus } from './manage.ts';
import { notUnderstood } from './settings.ts';
import type { Dialog } from './state.ts';
import type { Scene, Turn } from './turn.ts';
import { IDLE, message, turn } from './turn.ts';

/** The officer's two conversations, seen from the router. Without `staff` in the context none of this exists. */

/** Buttons of officers; null for any other button, and for anyone who is no officer. */
export function officerPress(scene: Scene, payload: string): Turn | null {
  const { staff } = scene.context;
  const { dialog } = scene.state;
  if (!staff) return null;
  if (payload === 'menu:compose') return startCompose(scene, staff);
  if (payload === 'menu:drill') return startCompose(scene, staff, true);
  if (payload === 'menu:status') return startStatus(scene, staff);
  return (
    (isCompose(dialog) ? composePress(scene, staff, dialog, payload) : null) ??
    approvePress(scene, payload) ??
    managePress(scene, payload)
  );
}

/** Typed text in the middle of an officer's conversation; null where none waits for text. */
export function officerText(scene: Scene, text: string): Turn | null {
  const { staff } = scene.context;
  const { dialog } = scene.state;
  if (!staff) return null;
  if (isCompose(dialog)) return composeText(scene, staff, dialog, text);
  if (dialog.kind === 'return_comment') return approveText(scene, dialog, text);
  return isMessage(dialog) ? manageText(scene, dialog, text) : holdWord(scene, staff, text);
}

/** The question that an officer has not answered yet. */
export function officerQuestion(scene: Scene): Say[] {
  const { staff } = scene.context;
  const { dialog } = scene.state;
  if (!staff) return [];
  if (isCompose(dialog)) return composeQuestion(scene, staff, dialog);
  if (dialog.kind === 'return_comment') return approveQuestion();
  return isMessage(dialog) ? manageQuestion(dialog) : [];
}

type OfficerOutcome = Extract<
  CommandOutcome,
  {
    kind:
      | 'previewed'
      | 'text_too_long'
      | 'empty_audience'
      | 'raised'
      | 'pending_approval'
      | 'checks_open'
      | 'break_glass_not_allowed'
      | 'approvals'
      | 'approved'
      | 'returned'
      | 'own_alert'
      | 'already_decided'
      | 'message_sent'
      | 'alert_stopped'
      | 'alert_paused'
      | 'already_paused'
      | 'alert_resumed'
      | 'not_paused'
      | 'alert_not_open'
      | 'status'
      | 'forbidden';
  }
>;

export function officerOutcome(scene: Scene, outcome: OfficerOutcome): Turn {
  const { staff } = scene.context;
  // Who is no officer learns nothing, not even that there was something to be refused.
  if (!staff) return notUnderstood(turnToIdle(scene));
  return (
    handled(scene, staff, outcome) ?? turn(scene, { dialog: IDLE, says: [message('officer-forbidden')] })
  );
}

function handled(scene: Scene, staff: StaffContext, outcome: OfficerOutcome): Turn | null {
  switch (outcome.kind) {
    case 'previewed':
    case 'text_too_long':
      return composeOutcome(scene, staff, outcome) ?? manageOutcome(scene, outcome);
    case 'empty_audience':
    case 'raised':
    case 'pending_approval':
    case 'checks_open':
    case 'break_glass_not_allowed':
      return composeOutcome(scene, staff, outcome);
    case 'approvals':
    case 'approved':
    case 'returned':
    case 'own_alert':
    case 'already_decided':
      return approveOutcome(scene, outcome);
    case 'message_sent':
    case 'alert_stopped':
    case 'alert_paused':
    case 'already_paused':
    case 'alert_resumed':
    case 'not_paused':
    case 'alert_not_open':
    case 'status':
      return manageOutcome(scene, outcome);
    case 'forbidden':
      return null;
  }
}

function turnToIdle(scene: Scene): Scene {
  return { ...scene, state: { ...scene.state, dialog: IDLE } };
}

function isCompose(dialog: Dialog): dialog is Parameters<typeof composeText>[2] {
  switch (dialog.kind) {
    case 'compose_category':
    case 'compose_area':
    case 'compose_text':
    case 'compose_confirm':
    case 'compose_glass':
      return true;
    default:
      return false;
  }
}

function isMessage(dialog: Dialog): dialog is Parameters<typeof manageText>[1] {
  return (
    dialog.kind === 'message_text' || dialog.kind === 'message_confirm' || dialog.kind === 'stop_confirm'
  );
}
