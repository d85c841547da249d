import { SCHEDULE_GRACE_MS } from '../../config/alert-categories.ts';
import { maySend, type StaffActor } from '../staff/staff.ts';
import { alertNumber, CHECK_CODE_LENGTH, yearInVietnam } from './alert.ts';
import { type AlertDeps, categoryOf, FORBIDDEN, ownGroups, tooLong } from './alert-deps.ts';
import type { AlertDraft } from './preview-alert.ts';
import { boardDigest } from './update-boards.ts';

/** An alert as it is raised. */
export interface AlertOrder extends AlertDraft {
  /** Nothing of it is sent before; absent or already over: at once. Its life counts from then. */
  sendFrom?: Date;
}

/**
 * Raises an alert: number, frozen audience, first message, the officer's progress board and the audit entry, all in
 * the caller's transaction. Deliveries follow from the rows; of a scheduled alert when its time has come.
 */
export function createRaiseAlert(deps: AlertDeps) {
  return async function raiseAlert(actor: StaffActor, draft: AlertOrder, contactPointId: string | null) {
    const category = categoryOf(deps, draft.category);
    if (!category || !maySend(actor.roles, category.approval)) return FORBIDDEN;
    if (!(await ownGroups(deps, actor.policeUnitId, draft.groupIds))) return FORBIDDEN;
    const unit = await deps.alerts.policeUnit(actor.policeUnitId);
    if (!unit) return FORBIDDEN;

    const now = deps.now();
    const sendFrom = draft.sendFrom ?? null;
    if (!(await deps.alerts.hasAudience(actor.policeUnitId, draft.groupIds)))
      return { kind: 'empty_audience' } as const;
    const year = yearInVietnam(now);
    const number = alertNumber(unit.code, year, await deps.alerts.nextCount(actor.policeUnitId, year));
    const verificationCode = deps.newCode(CHECK_CODE_LENGTH);
    const texts = deps.composer.compose({
      kind: 'initial',
      category,
      text: draft.text,
      number,
      verificationCode,
      unitName: unit.name,
      dutyPhone: unit.dutyPhone,
      at: sendFrom !== null && sendFrom > now ? sendFrom : now,
      replyCodes: category.replyCodes,
    });
    const excess = await tooLong(deps, [texts.vi, texts.en]);
    if (excess) return excess;

    const alertId = deps.newId();
    await deps.alerts.insertAlert({
      id: alertId,
      policeUnitId: actor.policeUnitId,
      number,
      verificationCode,
      category: category.code,
      severity: category.severity,
      groupIds: [...new Set(draft.groupIds)],
      replyCodes: category.replyCodes,
      authorId: actor.staffId,
      expiresInMs: category.lifeMs,
      sendFrom,
    });
    const frozen = await deps.alerts.freezeAudience(alertId);
    const messageId = deps.newId();
    await deps.alerts.insertMessage({
      id: messageId,
      alertId,
      kind: 'initial',
      texts,
      sendForMs: null,
      schedule: sendFrom && { sendFrom, graceMs: SCHEDULE_GRACE_MS[category.severity] },
    });
    deps.wake.alertMessages.add(messageId);
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: actor.policeUnitId,
      action: 'alert_raised',
      subject: number,
      detail: {
        category: category.code,
        severity: category.severity,
        households: frozen,
        ...(sendFrom && { sendFrom: sendFrom.toISOString() }),
      },
    });
    if (contactPointId !== null) {
      const progress = await deps.progress.progress(alertId);
      const text = deps.composer.board(progress, 'vi', false, now);
      const message = { text, buttons: [] };
      const answerId = await deps.answers.add({ contactPointId, class: 'progress', message });
      await deps.boards.open({ alertId, contactPointId, answerId, shown: boardDigest(progress, false) });
    }
    return { kind: 'raised', alertId, number, households: frozen } as const;
  };
}
