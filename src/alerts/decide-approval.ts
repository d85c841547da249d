import { PENDING_LIFE_MS } from '../../config/alert-categories.ts';
import { may } from '../staff/rights.ts';
import type { StaffActor } from '../staff/staff.ts';
import { type AlertDeps, categoryOf, FORBIDDEN } from './alert-deps.ts';
import { composeFirst, launchAlert, openBoard } from './launch-alert.ts';
import type { ApprovalRow } from './life-ports.ts';

export interface ApprovalInput {
  alertId: string;
  decision: { kind: 'approve' } | { kind: 'return'; comment: string };
}

/** A returned draft waits so long for its author. */
const RETURNED_LIFE_MS = PENDING_LIFE_MS.info;

/**
 * A second person's word about an alert. Before it is sent: its audience is frozen and it goes out, or it goes back to its
 * author with a comment. Afterwards: it is put on record; whoever disapproves of what was sent stops or corrects it.
 */
export function createDecideApproval(deps: AlertDeps) {
  return async function decideApproval(actor: StaffActor, { alertId, decision }: ApprovalInput) {
    if (!may(actor, 'approve_alert')) return FORBIDDEN;
    const approval = await deps.approvals.lock(alertId, actor);
    if (!approval) return FORBIDDEN;
    const { number, when } = approval;
    if (approval.authorId === actor.staffId) return { kind: 'own_alert', number } as const;
    if (!approval.open) return { kind: 'already_decided', number } as const;
    if (decision.kind === 'return') return giveBack(deps, actor, approval, decision.comment);
    if (when === 'before') return letGo(deps, actor, approval);
    await record(deps, actor, approval, 'approved', null);
    await tellAuthor(deps, approval, 'approved', null);
    const { households } = await deps.progress.progress(alertId);
    return { kind: 'approved', number, when, households } as const;
  };
}

async function letGo(deps: AlertDeps, actor: StaffActor, approval: ApprovalRow) {
  const { alertId, number, policeUnitId, authorId } = approval;
  const draft = await deps.drafts.lock(alertId, policeUnitId);
  const alert = await deps.alerts.lockAlert(alertId, policeUnitId);
  const unit = await deps.alerts.policeUnit(policeUnitId);
  if (draft?.state !== 'submitted' || !alert || !unit) return { kind: 'already_decided', number } as const;
  const { content } = draft;
  const category = categoryOf(deps, content.category);
  if (!category) return FORBIDDEN;
  if (!(await deps.alerts.hasAudience(policeUnitId, content.groupIds)))
    return { kind: 'empty_audience' } as const;
  const { verificationCode } = alert;
  const texts = composeFirst(deps, category, content, { number, verificationCode, unit, now: deps.now() });
  await record(deps, actor, approval, 'approved', null);
  const { severity, sendFrom, media } = content;
  await deps.alerts.begin(alertId, { expiresInMs: category.lifeMs, sendFrom });
  const households = await launchAlert(deps, { id: alertId, severity, sendFrom, texts, media });
  await deps.drafts.close(alertId);
  for (const contactPointId of await deps.approvals.contactsOf(authorId)) {
    await openBoard(deps, alertId, contactPointId);
  }
  await tellAuthor(deps, approval, 'approved', null);
  return { kind: 'approved', number, when: 'before', households } as const;
}

async function giveBack(deps: AlertDeps, actor: StaffActor, approval: ApprovalRow, comment: string) {
  const { alertId, number, when } = approval;
  await record(deps, actor, approval, 'returned', comment);
  if (when === 'before') {
    await deps.alerts.setState(alertId, 'draft', false);
    await deps.alerts.setExpiry(alertId, RETURNED_LIFE_MS);
    await deps.drafts.giveBack(alertId, comment);
  }
  await tellAuthor(deps, approval, 'returned', comment);
  return { kind: 'returned', number, when } as const;
}

async function record(
  deps: AlertDeps,
  actor: StaffActor,
  { id, number, policeUnitId, when }: ApprovalRow,
  decision: 'approved' | 'returned',
  comment: string | null,
): Promise<void> {
  await deps.approvals.decide(id, { deciderId: actor.staffId, decision, comment });
  await deps.audit.append({
    staffId: actor.staffId,
    policeUnitId,
    action: `alert_${decision}`,
    subject: number,
    detail: { when },
  });
}

async function tellAuthor(
  deps: AlertDeps,
  { number, when, authorId }: ApprovalRow,
  decision: 'approved' | 'returned',
  comment: string | null,
): Promise<void> {
  const message = deps.composer.approvalDecided({ number, when, decision, comment });
  for (const contactPointId of await deps.approvals.contactsOf(authorId)) {
    await deps.answers.add({ contactPointId, class: 'staff_notice', message });
  }
}
