import { isLastWord, type MessageBrief } from '../deliveries/route.ts';
import type { StaffActor } from '../staff/staff.ts';
import { mayAct } from './act-rules.ts';
import { type AttachedMedia, holdOf, stateAfterMessage } from './alert.ts';
import { type AlertDeps, categoryOf, FORBIDDEN, hasForeignMedia, ownMedia, tooLong } from './alert-deps.ts';
import { forecastFollowUp, sendingAt } from './forecast-reach.ts';
import { type AlertMove, stateAfter } from './life.ts';
import type { AlertRow } from './ports.ts';

export type FollowUpKind = 'update' | 'correction' | 'closure';

export interface FollowUp {
  alertId: string;
  message: FollowUpKind;
  text: string;
  /** Null or absent: readers of English get the Vietnamese text, and are told so. */
  english?: string | null;
  media?: AttachedMedia | null;
}

/** A closure or correction may still be on its way this long after the alert itself is over. */
const LAST_WORD_MS = 24 * 3_600_000;

/** An update takes answers like the first message; a correction or closure asks for nothing. */
const ANSWERABLE: Readonly<Record<FollowUpKind, boolean>> = {
  update: true,
  correction: false,
  closure: false,
};

const MOVE: Readonly<Record<FollowUpKind, AlertMove>> = {
  update: 'update',
  correction: 'correct',
  closure: 'close',
};

function takes(alert: AlertRow, kind: FollowUpKind): boolean {
  return stateAfter(alert.state, MOVE[kind]) !== null;
}

async function prepare(deps: AlertDeps, actor: StaffActor, input: FollowUp) {
  const alert = await deps.alerts.lockAlert(input.alertId, actor.policeUnitId);
  const unit = await deps.alerts.policeUnit(actor.policeUnitId);
  const category = alert && categoryOf(deps, alert.category);
  if (!alert || !unit || !category || !mayAct(actor, input.message, category)) return FORBIDDEN;
  if (!takes(alert, input.message)) {
    return { kind: 'alert_not_open', number: alert.number, state: alert.state } as const;
  }
  const attached = input.media ?? null;
  if (await hasForeignMedia(deps, actor.policeUnitId, attached)) return FORBIDDEN;
  const media = await ownMedia(deps, actor.policeUnitId, attached);
  const texts = deps.composer.compose({
    kind: input.message,
    category,
    text: input.text,
    english: input.english ?? null,
    drill: alert.drill,
    number: alert.number,
    verificationCode: alert.verificationCode,
    unitName: unit.name,
    dutyPhone: unit.dutyPhone,
    at: deps.now(),
    replyCodes: ANSWERABLE[input.message] ? alert.replyCodes : [],
  });
  return (
    (await tooLong(deps, [texts.vi, texts.en], media)) ?? ({ kind: 'prepared', alert, texts, media } as const)
  );
}

/**
 * Whom a follow-up goes to: an update to the audience, a last word to those who got, or may have got, an earlier one;
 * and whether it waits with the alert.
 */
async function recipients(deps: AlertDeps, alertId: string, kind: FollowUpKind) {
  if (kind !== 'update') return { count: await deps.alerts.countReached(alertId), hold: 'no' } as const;
  const progress = await deps.progress.progress(alertId);
  return { count: progress.households - progress.unreachable, hold: holdOf(progress) } as const;
}

/** What households would see of an update, correction or closure, and how far it would go. Writes nothing. */
export function createPreviewFollowUp(deps: AlertDeps) {
  return async function previewFollowUp(actor: StaffActor, input: FollowUp) {
    const prepared = await prepare(deps, actor, input);
    if (prepared.kind !== 'prepared') return prepared;
    const { alert, texts, media } = prepared;
    const now = deps.now();
    const progress = await deps.progress.progress(alert.id);
    const lastWord = isLastWord(input.message);
    const at = lastWord ? now : sendingAt(progress.startsAt, now);
    const brief: MessageBrief = {
      severity: alert.severity,
      kind: input.message,
      drill: alert.drill,
      endsAt: lastWord ? new Date(now.getTime() + LAST_WORD_MS) : alert.expiresAt,
      facts: texts.facts ?? null,
    };
    const { forecast, languages } = await forecastFollowUp(deps, alert.id, { brief, media, at });
    const shown = (['vi', 'en'] as const).filter(
      (language) => language === 'vi' || languages.includes(language),
    );
    const preview = {
      households: progress.households,
      reachable: forecast.households - forecast.unreachable,
      secondsToLast: forecast.secondsToLast ?? 0,
      forecast,
      hold: lastWord ? ('no' as const) : holdOf(progress),
      messages: shown.map((language) => ({ language, message: texts[language] })),
      media,
    };
    return { kind: 'previewed', preview } as const;
  };
}

/**
 * Adds an update, correction or closure. The last two stop what of the alert has not been sent yet, and go out even
 * when it is paused or has not begun; an update waits with it.
 */
export function createSendFollowUp(deps: AlertDeps) {
  return async function sendFollowUp(actor: StaffActor, input: FollowUp) {
    const prepared = await prepare(deps, actor, input);
    if (prepared.kind !== 'prepared') return prepared;
    const { alert, texts, media } = prepared;
    const lastWord = input.message !== 'update';
    const notSent = lastWord ? await deps.alerts.stopMessages(alert.id) : 0;
    const messageId = deps.newId();
    const seq = await deps.alerts.insertMessage({
      id: messageId,
      alertId: alert.id,
      kind: input.message,
      texts,
      mediaId: media?.id ?? null,
      sendForMs: lastWord ? LAST_WORD_MS : null,
      schedule: null,
    });
    deps.wake.alertMessages.add(messageId);
    const state = stateAfterMessage(input.message);
    if (state) await deps.alerts.setState(alert.id, state, lastWord);
    if (input.message !== 'update') await deps.overEdits.markOver(alert.id, input.message);
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: actor.policeUnitId,
      action: `alert_${input.message}`,
      subject: alert.number,
      detail: { seq, notSent },
    });
    const { count, hold } = await recipients(deps, alert.id, input.message);
    const { number } = alert;
    return { kind: 'message_sent', number, message: input.message, recipients: count, hold } as const;
  };
}
