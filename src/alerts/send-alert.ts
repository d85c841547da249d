import { AFTER_APPROVAL_MS, PENDING_LIFE_MS } from '../../config/alert-categories.ts';
import { may } from '../staff/rights.ts';
import type { StaffActor } from '../staff/staff.ts';
import {
  type AlertCategory,
  type AlertContent,
  alertNumber,
  CHECK_CODE_LENGTH,
  yearInVietnam,
} from './alert.ts';
import {
  type AlertDeps,
  categoryOf,
  FORBIDDEN,
  hasForeignMedia,
  mayWrite,
  ownGroups,
  ownMedia,
  tooLong,
} from './alert-deps.ts';
import type { AlertMedia } from './alert-media.ts';
import { type ApprovalNeed, type ApprovalReason, approvalNeed } from './approval.ts';
import { findingsOf } from './check-alert.ts';
import { composeFirst, type Issue, launchAlert, openBoard } from './launch-alert.ts';
import type { DraftRow } from './life-ports.ts';
import { type FindingCode, openFindings } from './text-checks.ts';

export interface SendRequest {
  content: AlertContent;
  /** The draft that it was; null where there was none. */
  draftId: string | null;
  /** Findings that were seen; `all` where the send button stands below them. */
  checksConfirmed: readonly FindingCode[] | 'all';
  /** Of a critical alert that cannot wait for the second person: why. */
  breakGlass: { reason: string } | null;
  /** Of a drill, a second time. */
  drillConfirmed: boolean;
}

interface Prepared {
  actor: StaffActor;
  category: AlertCategory;
  content: AlertContent;
  draft: DraftRow | null;
  unit: { code: string; name: string; dutyPhone: string };
  media: AlertMedia | null;
  households: number;
  need: ApprovalNeed;
}

/**
 * Sends an alert, or asks a second person where one is needed: by the rule of its category and reach (approval.ts). A
 * critical one may go at once with a reason and is approved afterwards. All in the caller's transaction. `contactPointId`:
 * the chat that gets the progress.
 */
export function createSendAlert(deps: AlertDeps) {
  return async function sendAlert(actor: StaffActor, request: SendRequest, contactPointId: string | null) {
    const prepared = await prepare(deps, actor, request);
    if (prepared.kind !== 'prepared') return prepared;
    const { need } = prepared;
    if (need.kind === 'alone') return launch(deps, prepared, [], null, contactPointId);
    if (request.breakGlass === null) return submit(deps, prepared, need.reasons);
    if (!need.mayBreakGlass) return { kind: 'break_glass_not_allowed' } as const;
    return launch(deps, prepared, need.reasons, request.breakGlass.reason, contactPointId);
  };
}

async function prepare(deps: AlertDeps, actor: StaffActor, request: SendRequest) {
  const { content } = request;
  const category = categoryOf(deps, content.category);
  if (!mayWrite(actor) || !category) return FORBIDDEN;
  if (!(await ownGroups(deps, actor.policeUnitId, content.groupIds))) return FORBIDDEN;
  const unit = await deps.alerts.policeUnit(actor.policeUnitId);
  if (!unit) return FORBIDDEN;
  if (await hasForeignMedia(deps, actor.policeUnitId, content.media)) return FORBIDDEN;
  const media = await ownMedia(deps, actor.policeUnitId, content.media);
  if (!category.severities.includes(content.severity)) return { kind: 'severity_not_allowed' } as const;

  const draft = await takeDraft(deps, actor, request);
  if (draft === 'none') return { kind: 'not_a_draft' } as const;
  if (draft !== null && draft.content.drill !== content.drill)
    return { kind: 'drill_never_changes' } as const;
  if (content.drill && !may(actor, 'run_drill')) return FORBIDDEN;
  if (content.drill && !request.drillConfirmed) return { kind: 'drill_not_confirmed' } as const;

  const { households, languages } = await deps.alerts.countAudience(actor.policeUnitId, content.groupIds);
  if (households === 0) return { kind: 'empty_audience' } as const;
  const { dutyPhone } = unit;
  const findings = await findingsOf(deps, category, content, {
    policeUnitId: actor.policeUnitId,
    dutyPhone,
    languages,
  });
  const open = openFindings(findings, request.checksConfirmed);
  if (open.length > 0) return { kind: 'checks_open', findings: open } as const;
  const need = approvalNeed(actor, category, { severity: content.severity, households });
  return { kind: 'prepared', actor, category, content, draft, unit, media, households, need } as const;
}

/** `none`: that is no draft any more, or one that was returned to somebody else. */
async function takeDraft(deps: AlertDeps, actor: StaffActor, { draftId }: SendRequest) {
  if (draftId === null) return null;
  const draft = await deps.drafts.lock(draftId, actor.policeUnitId);
  if (draft?.state !== 'open') return 'none';
  if (draft.alert !== null && (draft.alert.state !== 'draft' || draft.authorId !== actor.staffId))
    return 'none';
  return draft;
}

/** Gives the alert its number, or leaves the one that it has. */
async function write(
  deps: AlertDeps,
  prepared: Prepared,
  as: { state: 'pending_approval' | 'sending'; expiresInMs: number },
) {
  const { actor, category, content, draft, unit, media } = prepared;
  const now = deps.now();
  const year = yearInVietnam(now);
  const { number, verificationCode } = draft?.alert ?? {
    number: alertNumber(unit.code, year, await deps.alerts.nextCount(actor.policeUnitId, year)),
    verificationCode: deps.newCode(CHECK_CODE_LENGTH),
  };
  const issue: Issue = { number, verificationCode, unit, now };
  const texts = composeFirst(deps, category, content, issue);
  const excess = await tooLong(deps, [texts.vi, texts.en], media);
  if (excess) return excess;
  const alertId = draft?.id ?? deps.newId();
  await deps.alerts.insertAlert({
    id: alertId,
    policeUnitId: actor.policeUnitId,
    number,
    verificationCode,
    category: category.code,
    severity: content.severity,
    groupIds: [...new Set(content.groupIds)],
    replyCodes: category.replyCodes,
    authorId: actor.staffId,
    drill: content.drill,
    legalBasis: content.legalBasis,
    documentNumber: content.documentNumber,
    issuingAuthority: content.issuingAuthority,
    sendFrom: content.sendFrom,
    ...as,
  });
  return { kind: 'written', alertId, number, texts } as const;
}

async function launch(
  deps: AlertDeps,
  prepared: Prepared,
  reasons: readonly ApprovalReason[],
  glassReason: string | null,
  contactPointId: string | null,
) {
  const { actor, category, content, draft } = prepared;
  const { severity, sendFrom, drill, media } = content;
  const written = await write(deps, prepared, { state: 'sending', expiresInMs: category.lifeMs });
  if (written.kind !== 'written') return written;
  const { alertId, number, texts } = written;
  const households = await launchAlert(deps, { id: alertId, severity, sendFrom, texts, media });
  if (draft !== null) await deps.drafts.close(alertId);
  await deps.audit.append({
    staffId: actor.staffId,
    policeUnitId: actor.policeUnitId,
    action: 'alert_raised',
    subject: number,
    detail: {
      category: category.code,
      severity,
      households,
      ...(drill && { drill }),
      ...(glassReason !== null && { brokeGlass: true }),
      ...(sendFrom && { sendFrom: sendFrom.toISOString() }),
    },
  });
  if (contactPointId !== null) await openBoard(deps, alertId, contactPointId);
  const approveBy =
    glassReason === null
      ? null
      : (await ask(deps, prepared, { alertId, number, text: texts.vi.text, reasons, glassReason })).dueAt;
  return { kind: 'raised', alertId, number, households, approveBy } as const;
}

async function submit(deps: AlertDeps, prepared: Prepared, reasons: readonly ApprovalReason[]) {
  const { actor, category, content, households } = prepared;
  const written = await write(deps, prepared, {
    state: 'pending_approval',
    expiresInMs: PENDING_LIFE_MS[content.severity],
  });
  if (written.kind !== 'written') return written;
  const { alertId, number, texts } = written;
  const { policeUnitId, staffId: authorId } = actor;
  await deps.drafts.put({ id: alertId, policeUnitId, authorId, content, state: 'submitted' });
  await deps.audit.append({
    staffId: authorId,
    policeUnitId,
    action: 'alert_submitted',
    subject: number,
    detail: {
      category: category.code,
      severity: content.severity,
      households,
      ...(content.drill && { drill: true }),
    },
  });
  const asked = { alertId, number, text: texts.vi.text, reasons, glassReason: null };
  const { told } = await ask(deps, prepared, asked);
  return { kind: 'pending_approval', alertId, number, approversTold: told, reasons } as const;
}

/** Writes down that a second person is asked, and tells those who may decide. */
async function ask(
  deps: AlertDeps,
  { actor, category, content, media, households }: Prepared,
  alert: {
    alertId: string;
    number: string;
    text: string;
    reasons: readonly ApprovalReason[];
    glassReason: string | null;
  },
) {
  const { alertId, glassReason, reasons } = alert;
  const when = glassReason === null ? 'before' : 'after';
  const dueAt = await deps.approvals.ask({
    id: deps.newId(),
    alertId,
    authorId: actor.staffId,
    when,
    reasons,
    glassReason,
    dueInMs: when === 'after' ? AFTER_APPROVAL_MS : PENDING_LIFE_MS[content.severity],
  });
  const contacts = await deps.approvals.approverContacts(actor.policeUnitId, actor.staffId);
  const messages = deps.composer.approvalAsked({
    ...alert,
    category: category.code,
    drill: content.drill,
    households,
    when,
    dueAt,
    file: media && { id: media.id, kind: media.kind },
  });
  for (const contactPointId of contacts) {
    for (const message of messages) {
      await deps.answers.add({ contactPointId, class: 'staff_notice', message });
    }
  }
  return { dueAt, told: contacts.length };
}
