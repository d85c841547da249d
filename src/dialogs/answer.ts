import type { ReplyCode } from '../alerts/alert.ts';
import { isOpen, REPLY_CODES } from '../alerts/alert.ts';
import type { InboundContent } from '../channels/channel.ts';
import { formatTime } from '../locales/format-time.ts';
import type { ReadReply } from '../replies/classify-reply.ts';
import { readReply } from '../replies/classify-reply.ts';
import type { ReplyContent } from '../replies/reply.ts';
import { asksForHelp, replyPayload } from '../replies/reply.ts';
import type { Choice, CommandOutcome, HouseholdAlert, Label, Say } from './dialog.ts';
import { isJoinDialog, isOfficerDialog } from './state.ts';
import type { Scene, Turn } from './turn.ts';
import { choice, IDLE, message, reply, turn } from './turn.ts';

/** Buttons of one alert. */
const SHOWN = 3;

/** After these we want to hear more: whatever comes next belongs to the same alert. */
const ASKS_FOR_MORE: readonly ReplyCode[] = ['HELP', 'STUCK', 'SEEN', 'TIP', 'VICTIM', 'ASK', 'IS_TRUE'];

export function openAlerts(scene: Scene): readonly HouseholdAlert[] {
  return scene.context.alerts.filter(({ state }) => isOpen(state));
}

export function replyChoices(alert: HouseholdAlert): Choice[] {
  return alert.replyCodes
    .slice(0, SHOWN)
    .map((code) => choice(`reply-${code}`, replyPayload(alert.number, code)));
}

/** The alert and answer that the payload of a button names, or null. It proves nothing. */
export function readReplyPayload(payload: string): { number: string; code: ReplyCode } | null {
  const match = /^a:([A-Z0-9-]{1,40}):([A-Z_]+)$/.exec(payload);
  const code = REPLY_CODES.find((known) => known === match?.[2]);
  return match?.[1] !== undefined && code !== undefined ? { number: match[1], code } : null;
}

export function pressReply(scene: Scene, { number, code }: { number: string; code: ReplyCode }): Turn {
  if (!scene.context.member) return reply(scene, message('reply-not-yours'));
  return record(scene, number, code, null);
}

/** Whether the text is a call for help that must pass even from who has stopped. */
export function isCallForHelp(text: string): boolean {
  const read = readReply(text);
  return read !== null && asksForHelp(read.code);
}

/** Where a press is a text, "#SOS:" comes as one too. Nobody's call for help may be taken for an old button. */
export function isPressedCall(payload: string): boolean {
  return !payload.startsWith('a:') && isCallForHelp(payload);
}

/** Typed text of a member with nothing else going on; null where no alert could be meant. */
export function answerText(scene: Scene, text: string): Turn | null {
  const read = readReply(text);
  const help = read !== null && asksForHelp(read.code);
  const alert = targetOf(scene, read) ?? (help ? lastingAlert(scene) : undefined);
  if (!alert) return help ? callWithoutAlert(scene) : null;
  const code = read === null ? null : codeFor(alert, read.code);
  const content: ReplyContent | null = code !== null && read?.bare ? null : { kind: 'text', text };
  return record(scene, alert.number, code, content);
}

/** A photo, voice or place belongs to the alert we asked about, or to the newest open one. */
export function answerContent(
  scene: Scene,
  content: Extract<InboundContent, { kind: 'photo' | 'voice' | 'place' }>,
): Turn {
  const alert = targetOf(scene, null);
  if (!alert) return reply(scene, message('content-no-alert'));
  return record(scene, alert.number, null, content);
}

/** A typed number picks from the buttons of the newest open alert; null where that cannot be meant. */
export function answerNumber(scene: Scene, place: number): Turn | null {
  const [newest] = openAlerts(scene);
  if (!newest || scene.state.dialog.kind === 'details') return null;
  const codes = newest.replyCodes.slice(0, SHOWN);
  const code = codes[place - 1];
  if (code === undefined)
    return reply(scene, message('number-unknown', { last: codes.length }, replyChoices(newest)));
  return record(scene, newest.number, code, null);
}

/** No alert is open: nobody would read it, and the person must know. */
export function callWithoutAlert(scene: Scene): Turn {
  return reply(scene, emergencySay(scene));
}

export function emergencySay(scene: Scene): Say {
  return { ...message('emergency'), lines: dutyLines(scene) };
}

/** Whom a member calls. */
export function dutyLines({ context }: Scene): Label[] {
  const unit = context.member?.policeUnit;
  return unit ? [{ key: 'help-duty', args: { unit: unit.name, phone: unit.dutyPhone } }] : [];
}

/**
 * Where words go: to the alert we asked about; else an answer goes to the newest open alert that offers it,
 * anything else to the newest open alert. With none open, to the one under which this person has asked for help.
 */
function targetOf(scene: Scene, read: ReadReply | null): HouseholdAlert | undefined {
  const open = openAlerts(scene);
  const { dialog } = scene.state;
  const inNeed = scene.context.alerts.filter((alert) => stillInNeed(scene, alert));
  const asked =
    dialog.kind === 'details'
      ? [...open, ...inNeed].find(({ number }) => number === dialog.number)
      : undefined;
  if (asked) return asked;
  return (read && open.find(({ replyCodes }) => replyCodes.includes(read.code))) ?? open[0] ?? inNeed[0];
}

/** Whoever has asked for help is heard until they say that they are safe, whatever became of the alert. */
function stillInNeed(scene: Scene, alert: HouseholdAlert): boolean {
  return alert.myReply !== null && asksForHelp(alert.myReply) && isLasting(scene, alert);
}

/** An alert that has ended still carries a call for help to the officers on duty, for this long. */
const LASTING_MS = 3 * 24 * 3_600_000;

function lastingAlert(scene: Scene): HouseholdAlert | undefined {
  return scene.context.alerts.find((alert) => isLasting(scene, alert));
}

function isLasting({ context }: Scene, { sentAt }: HouseholdAlert): boolean {
  return context.now.getTime() - sentAt.getTime() < LASTING_MS;
}

/** Only what the alert offers counts, but for a call for help: that always does. */
function codeFor(alert: HouseholdAlert, code: ReplyCode): ReplyCode | null {
  if (code === 'HELP' || alert.replyCodes.includes(code)) return code;
  return code === 'STUCK' && alert.replyCodes.includes('HELP') ? 'HELP' : null;
}

function record(
  scene: Scene,
  alertNumber: string,
  code: ReplyCode | null,
  content: ReplyContent | null,
): Turn {
  return turn(scene, { commands: [{ kind: 'record_reply', alertNumber, code, content }] });
}

// ── Outcomes ─────────────────────────────────────────────────────────────────────────────────────

type ReplyOutcome = Extract<CommandOutcome, { kind: 'reply_recorded' | 'reply_closed' | 'reply_not_yours' }>;

export function replyOutcome(scene: Scene, outcome: ReplyOutcome): Turn {
  switch (outcome.kind) {
    case 'reply_recorded':
      return recorded(scene, outcome);
    case 'reply_closed':
      return turn(scene, {
        dialog: scene.state.dialog.kind === 'details' ? IDLE : scene.state.dialog,
        says: [
          {
            ...message('reply-closed', { number: outcome.number, state: outcome.state }),
            lines: dutyLines(scene),
          },
        ],
      });
    case 'reply_not_yours':
      return reply(scene, message('reply-not-yours'));
  }
}

function recorded(scene: Scene, outcome: Extract<ReplyOutcome, { kind: 'reply_recorded' }>): Turn {
  const { number, code, contentKind, forwarded, dutyPhone } = outcome;
  const time = formatTime(scene.context.now);
  const common = { number, time, phone: dutyPhone, forwarded: forwarded ? 'yes' : 'no' };
  if (code === null)
    return reply(scene, message('reply-content', { ...common, kind: contentKind ?? 'text' }));

  const says: Say[] = [
    message(`reply-recorded-${code}`, { ...common, changed: outcome.changed ? 'yes' : 'no' }),
  ];
  if (asksForHelp(code)) says.push(message('help-details'));
  return turn(scene, { dialog: dialogAfter(scene, number, code), says });
}

/** Danger interrupts anything; the rest leaves a conversation in progress alone. */
function dialogAfter({ state }: Scene, number: string, code: ReplyCode): Scene['state']['dialog'] {
  const { dialog } = state;
  const busy = isOfficerDialog(dialog.kind) || isJoinDialog(dialog.kind) || dialog.kind === 'test';
  if (asksForHelp(code) || (ASKS_FOR_MORE.includes(code) && !busy)) return { kind: 'details', number };
  return dialog.kind === 'details' && dialog.number === number ? IDLE : dialog;
}
