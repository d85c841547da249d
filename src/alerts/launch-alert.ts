import { SCHEDULE_GRACE_MS } from '../../config/alert-categories.ts';
import type { AlertCategory, AlertContent, AlertTexts, AttachedMedia, Severity } from './alert.ts';
import type { AlertDeps } from './alert-deps.ts';
import { boardDigest } from './update-boards.ts';

/** What an alert is written with. */
export interface Issue {
  number: string;
  verificationCode: string;
  unit: { name: string; dutyPhone: string };
  now: Date;
}

/** The first message as households get it. */
export function composeFirst(
  deps: Pick<AlertDeps, 'composer'>,
  category: AlertCategory,
  content: Pick<AlertContent, 'texts' | 'drill' | 'sendFrom' | 'documentNumber' | 'issuingAuthority'>,
  { number, verificationCode, unit, now }: Issue,
): AlertTexts {
  const { texts, drill, sendFrom, documentNumber, issuingAuthority } = content;
  return deps.composer.compose({
    kind: 'initial',
    category,
    text: texts.vi,
    english: texts.en,
    drill,
    source: { documentNumber, issuingAuthority },
    number,
    verificationCode,
    unitName: unit.name,
    dutyPhone: unit.dutyPhone,
    at: sendFrom !== null && sendFrom > now ? sendFrom : now,
    replyCodes: category.replyCodes,
  });
}

/**
 * Freezes the audience of an alert whose row says that it is sent, and writes its first message. Deliveries follow from
 * the rows; of a scheduled alert when its time has come. Returns the households.
 */
export async function launchAlert(
  deps: AlertDeps,
  alert: {
    id: string;
    severity: Severity;
    sendFrom: Date | null;
    texts: AlertTexts;
    media: AttachedMedia | null;
  },
): Promise<number> {
  const households = await deps.alerts.freezeAudience(alert.id);
  const messageId = deps.newId();
  await deps.alerts.insertMessage({
    id: messageId,
    alertId: alert.id,
    kind: 'initial',
    texts: alert.texts,
    mediaId: alert.media?.id ?? null,
    sendForMs: null,
    schedule: alert.sendFrom && {
      sendFrom: alert.sendFrom,
      graceMs: SCHEDULE_GRACE_MS[alert.severity],
    },
  });
  deps.wake.alertMessages.add(messageId);
  return households;
}

/** The progress of an alert in an officer's chat. */
export async function openBoard(deps: AlertDeps, alertId: string, contactPointId: string): Promise<void> {
  const progress = await deps.progress.progress(alertId);
  const message = { text: deps.composer.board(progress, 'vi', false, deps.now()), buttons: [] };
  const answerId = await deps.answers.add({ contactPointId, class: 'progress', message });
  await deps.boards.open({ alertId, contactPointId, answerId, shown: boardDigest(progress, false) });
}
