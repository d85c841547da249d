import { isOpen } from '../alerts/alert.ts';
import { formatTime } from '../locales/format-time.ts';
import { fold } from '../shared/fold.ts';
import {
  CANCEL,
  cancelCompose,
  confirmChoices,
  faultIn,
  newTicket,
  previewSays,
  readConfirm,
} from './compose-confirm.ts';
import type { Choice, CommandOutcome, Label, Say, StaffContext } from './dialog.ts';
import { progressBoardArgs } from './progress-board.ts';
import { shorten } from './shorten.ts';
import type { Dialog } from './state.ts';
import type { Scene, Turn } from './turn.ts';
import { choice, IDLE, message, reply, turn } from './turn.ts';
import { readYesNo } from './words.ts';

/** An officer looks after an alert that was sent: status, update, correction, closure, pause, stop. */

type ManageDialog = Extract<Dialog, { kind: 'manage' | 'message_text' | 'message_confirm' | 'stop_confirm' }>;
type MessageKind = Extract<Dialog, { kind: 'message_text' }>['message'];

const MESSAGE_KINDS: readonly MessageKind[] = ['update', 'correction', 'closure'];

export function startStatus(scene: Scene, staff: StaffContext): Turn {
  const { openAlerts } = staff;
  const [only] = openAlerts;
  if (!only) return turn(scene, { dialog: IDLE, says: [message('status-none')] });
  if (openAlerts.length === 1) return showStatus(scene, only.alertId);
  const options: Choice[] = openAlerts.map(({ alertId, number, firstLine, createdAt }) => ({
    label: { key: 'status-line', args: { number, text: firstLine, time: formatTime(createdAt) } },
    payload: `status:${alertId}`,
  }));
  return turn(scene, { dialog: IDLE, says: [{ ...message('status-list'), options }] });
}

function showStatus(scene: Scene, alertId: string): Turn {
  return turn(scene, { dialog: { kind: 'manage', alertId }, commands: [{ kind: 'show_status', alertId }] });
}

/** Buttons below a status carry the alert's id, so an old one still says what it is about. */
export function managePress(scene: Scene, payload: string): Turn | null {
  const [kind, what = '', id = ''] = payload.split(':');
  if (kind === 'status' && isId(what)) return showStatus(scene, what);
  const { dialog } = scene.state;
  if (kind === 'stopalert' && dialog.kind === 'stop_confirm' && dialog.alertId === what)
    return stopAlert(scene, what);
  if (kind === 'manage' && isId(id)) {
    const kindOfMessage = MESSAGE_KINDS.find((known) => known === what);
    if (kindOfMessage) return askMessage(scene, id, kindOfMessage);
    if (what === 'pause' || what === 'resume') return hold(scene, id, what);
    return what === 'stop' ? askStop(scene, id) : null;
  }
  switch (dialog.kind) {
    case 'message_confirm':
      if (payload === 'cancel') return cancelCompose(scene);
      if (payload === `send:${dialog.ticket}`) return sendMessage(scene, dialog);
      return payload === 'edit' ? editMessage(scene, dialog) : null;
    case 'message_text':
    case 'stop_confirm':
    case 'manage':
      return payload === 'cancel' ? cancelCompose(scene) : null;
    default:
      return null;
  }
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

export function manageText(
  scene: Scene,
  dialog: Exclude<ManageDialog, { kind: 'manage' }>,
  text: string,
): Turn {
  switch (dialog.kind) {
    case 'message_text':
      return takeMessage(scene, dialog, text);
    case 'message_confirm': {
      const answer = readConfirm(text);
      if (answer === null) return reply(scene, ...manageQuestion(dialog));
      if (answer === 'send') return sendMessage(scene, dialog);
      return answer === 'edit' ? editMessage(scene, dialog) : cancelCompose(scene);
    }
    case 'stop_confirm': {
      const answer = readYesNo(text);
      if (answer === null) return reply(scene, ...manageQuestion(dialog));
      return answer === 'yes' ? stopAlert(scene, dialog.alertId) : cancelCompose(scene);
    }
  }
}

/** Asks the question of this dialog again. */
export function manageQuestion(dialog: Exclude<ManageDialog, { kind: 'manage' }>): Say[] {
  switch (dialog.kind) {
    case 'message_text':
      return [message(`message-text-${dialog.message}`, {}, [CANCEL])];
    case 'message_confirm':
      return [message('confirm-again', {}, confirmChoices(dialog.ticket))];
    case 'stop_confirm':
      return [
        message('stop-alert-confirm', {}, [
          choice('choice-stop-alert', `stopalert:${dialog.alertId}`),
          CANCEL,
        ]),
      ];
  }
}

// ── Messages ─────────────────────────────────────────────────────────────────────────────────────

function askMessage(scene: Scene, alertId: string, kind: MessageKind): Turn {
  const dialog: Dialog = { kind: 'message_text', alertId, message: kind };
  return turn(scene, { dialog, says: manageQuestion(dialog) });
}

function takeMessage(scene: Scene, dialog: Extract<Dialog, { kind: 'message_text' }>, text: string): Turn {
  const fault = faultIn(text);
  if (fault) return reply(scene, fault);
  const { alertId, message: kind } = dialog;
  return turn(scene, {
    dialog: { kind: 'message_confirm', alertId, message: kind, text, ticket: newTicket(scene) },
    commands: [{ kind: 'preview_message', alertId, message: kind, text }],
  });
}

function sendMessage(scene: Scene, dialog: Extract<Dialog, { kind: 'message_confirm' }>): Turn {
  const { alertId, message: kind, text } = dialog;
  return turn(scene, { dialog: IDLE, commands: [{ kind: 'send_message', alertId, message: kind, text }] });
}

function editMessage(scene: Scene, dialog: Extract<Dialog, { kind: 'message_confirm' }>): Turn {
  const again: Dialog = { kind: 'message_text', alertId: dialog.alertId, message: dialog.message };
  const shown: Say = { kind: 'verbatim', message: { text: dialog.text, buttons: [] } };
  return turn(scene, { dialog: again, says: [shown, ...manageQuestion(again)] });
}

// ── Stop ─────────────────────────────────────────────────────────────────────────────────────────

function askStop(scene: Scene, alertId: string): Turn {
  const dialog: Dialog = { kind: 'stop_confirm', alertId };
  return turn(scene, { dialog, says: manageQuestion(dialog) });
}

function stopAlert(scene: Scene, alertId: string): Turn {
  return turn(scene, { dialog: { kind: 'manage', alertId }, commands: [{ kind: 'stop_alert', alertId }] });
}

// ── Pause ────────────────────────────────────────────────────────────────────────────────────────

/** Whole phrases only, folded: "dừng" is another word, and "tiếp tục" is a household's. */
const HOLD_WORDS: ReadonlyMap<string, 'pause' | 'resume'> = new Map([
  ['tam dung', 'pause'],
  ['tam dung gui', 'pause'],
  ['pause', 'pause'],
  ['pause sending', 'pause'],
  ['gui tiep', 'resume'],
  ['gui tiep di', 'resume'],
  ['resume sending', 'resume'],
]);

/** "Tạm dừng" and "gửi tiếp" below the status of an alert mean that alert; elsewhere its status is asked for first. */
export function holdWord(scene: Scene, staff: StaffContext, text: string): Turn | null {
  const { dialog } = scene.state;
  const what = HOLD_WORDS.get(fold(text));
  if (what === undefined) return null;
  if (dialog.kind === 'manage') return hold(scene, dialog.alertId, what);
  return dialog.kind === 'idle' ? startStatus(scene, staff) : null;
}

/** Either can be taken back at once, so neither asks first. */
function hold(scene: Scene, alertId: string, what: 'pause' | 'resume'): Turn {
  const kind = what === 'pause' ? 'pause_alert' : 'resume_alert';
  return turn(scene, { dialog: { kind: 'manage', alertId }, commands: [{ kind, alertId }] });
}

function holdChoice(alertId: string, isPaused: boolean): Choice {
  return isPaused
    ? choice('choice-resume-alert', `manage:resume:${alertId}`)
    : choice('choice-pause-alert', `manage:pause:${alertId}`);
}

function heldSay(scene: Scene, outcome: Extract<CommandOutcome, { number: string; kind: HoldKind }>): Say {
  const { dialog } = scene.state;
  const { kind, number } = outcome;
  const isPaused = kind === 'alert_paused' || kind === 'already_paused';
  const args = 'waiting' in outcome ? { number, waiting: outcome.waiting } : { number };
  const choices =
    dialog.kind === 'manage'
      ? [holdChoice(dialog.alertId, isPaused), choice('choice-stop-alert', `manage:stop:${dialog.alertId}`)]
      : [];
  return message(HELD[kind], args, choices);
}

type HoldKind = 'alert_paused' | 'already_paused' | 'alert_resumed' | 'not_paused';

const HELD: Readonly<Record<HoldKind, string>> = {
  alert_paused: 'alert-paused',
  already_paused: 'alert-already-paused',
  alert_resumed: 'alert-resumed',
  not_paused: 'alert-not-paused',
};

// ── Outcomes ─────────────────────────────────────────────────────────────────────────────────────

type ManageOutcome = Extract<
  CommandOutcome,
  {
    kind:
      | 'previewed'
      | 'text_too_long'
      | 'message_sent'
      | 'alert_stopped'
      | HoldKind
      | 'alert_not_open'
      | 'status';
  }
>;

/** Null for an outcome that nobody here asked for. */
export function manageOutcome(scene: Scene, outcome: ManageOutcome): Turn | null {
  const { dialog } = scene.state;
  switch (outcome.kind) {
    case 'previewed':
      if (dialog.kind !== 'message_confirm') return null;
      return reply(scene, ...previewSays(outcome.preview, 'message-summary', dialog.ticket));
    case 'text_too_long': {
      if (dialog.kind !== 'message_confirm') return null;
      const says = [message('compose-too-long', { length: outcome.length, limit: outcome.limit }, [CANCEL])];
      return turn(scene, {
        dialog: { kind: 'message_text', alertId: dialog.alertId, message: dialog.message },
        says,
      });
    }
    case 'message_sent': {
      const { number, recipients, hold: held } = outcome;
      const args = { number, kind: outcome.message, recipients, hold: held };
      return turn(scene, { dialog: IDLE, says: [message('message-sent', args)] });
    }
    case 'alert_stopped': {
      const correct =
        dialog.kind === 'manage' ? [choice('choice-correction', `manage:correction:${dialog.alertId}`)] : [];
      return reply(
        scene,
        message('alert-stopped', { number: outcome.number, left: outcome.notSent }, correct),
      );
    }
    case 'alert_paused':
    case 'already_paused':
    case 'alert_resumed':
    case 'not_paused':
      return reply(scene, heldSay(scene, outcome));
    case 'alert_not_open':
      return turn(scene, {
        dialog: IDLE,
        says: [message('alert-not-open', { number: outcome.number, state: outcome.state })],
      });
    case 'status':
      return reply(scene, ...statusSays(scene, outcome));
  }
}

/** UTF-16 code units: five of them fit into one message of any channel. */
const LONGEST_WORDS = 240;

function statusSays(scene: Scene, outcome: Extract<CommandOutcome, { kind: 'status' }>): Say[] {
  const { progress, recentWords } = outcome;
  const { dialog } = scene.state;
  const says: Say[] = [
    message('progress-board', progressBoardArgs(progress, scene.language, scene.context.now, scene.t)),
  ];
  if (recentWords.length > 0) {
    const lines = recentWords.map(
      ({ household, text }): Label => ({
        text: `• ${household}: ${shorten(text, LONGEST_WORDS)}`,
      }),
    );
    says.push({ ...message('status-words'), lines });
  }
  if (dialog.kind !== 'manage' || !isOpen(progress.state)) return says;
  const { alertId } = dialog;
  const send = MESSAGE_KINDS.map((kind) => choice(`choice-${kind}`, `manage:${kind}:${alertId}`));
  const more = [
    choice('choice-refresh', `status:${alertId}`),
    choice('choice-stop-alert', `manage:stop:${alertId}`),
    holdChoice(alertId, progress.paused),
  ];
  const held = { paused: progress.paused ? 'yes' : 'no' };
  return [...says, message('manage-send', {}, send), message('manage-more', held, more)];
}
