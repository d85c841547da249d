import { maySend, type StaffActor } from '../staff/staff.ts';
import { alertNumber, CHECK_CODE_LENGTH, yearInVietnam } from './alert.ts';
import {
  type AlertDeps,
  categoryOf,
  FORBIDDEN,
  hasForeignMedia,
  ownGroups,
  ownMedia,
  tooLong,
} from './alert-deps.ts';
import { composeFirst, launchAlert, openBoard } from './launch-alert.ts';
import type { AlertDraft } from './preview-alert.ts';

/**
 * Raises an alert of the author's own category: number, frozen audience, first message, the officer's progress board and
 * the audit entry, all in the caller's transaction. It does not ask whether a second person is needed: officers send by
 * src/alerts/send-alert.ts, which does.
 */
export function createRaiseAlert(deps: AlertDeps) {
  return async function raiseAlert(actor: StaffActor, draft: AlertDraft, contactPointId: string | null) {
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
    const content = {
      texts: { vi: draft.text, en: draft.english ?? null },
      drill: draft.drill ?? false,
      sendFrom,
      legalBasis: null,
      documentNumber: draft.source?.documentNumber ?? null,
      issuingAuthority: draft.source?.issuingAuthority ?? null,
    };
    const media = draft.media ?? null;
    if (await hasForeignMedia(deps, actor.policeUnitId, media)) return FORBIDDEN;
    const texts = composeFirst(deps, category, content, { number, verificationCode, unit, now });
    const excess = await tooLong(deps, [texts.vi, texts.en], await ownMedia(deps, actor.policeUnitId, media));
    if (excess) return excess;

    const alertId = deps.newId();
    const { severity } = category;
    await deps.alerts.insertAlert({
      ...content,
      id: alertId,
      policeUnitId: actor.policeUnitId,
      number,
      verificationCode,
      category: category.code,
      severity,
      groupIds: [...new Set(draft.groupIds)],
      replyCodes: category.replyCodes,
      authorId: actor.staffId,
      expiresInMs: category.lifeMs,
      state: 'sending',
    });
    const frozen = await launchAlert(deps, { id: alertId, severity, sendFrom, texts, media });
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: actor.policeUnitId,
      action: 'alert_raised',
      subject: number,
      detail: {
        category: category.code,
        severity,
        households: frozen,
        ...(sendFrom && { sendFrom: sendFrom.toISOString() }),
      },
    });
    if (contactPointId !== null) await openBoard(deps, alertId, contactPointId);
    return { kind: 'raised', alertId, number, households: frozen } as const;
  };
}
