import { maySend, type StaffActor } from '../staff/staff.ts';
import type { AlertCategory, Severity } from './alert.ts';

/** Why one person is not enough. */
export const APPROVAL_REASONS = [
  /** The category asks for a higher role than the author's. */
  'category',
  /** More households than one person may write to alone. */
  'reach',
] as const;
export type ApprovalReason = (typeof APPROVAL_REASONS)[number];

export type ApprovalNeed =
  | { kind: 'alone' }
  | {
      kind: 'second_person';
      reasons: readonly ApprovalReason[];
      /** May go at once with a reason, and is approved afterwards. */
      mayBreakGlass: boolean;
    };

/** Whether this author needs a second person for an alert of this category to so many households. */
export function approvalNeed(
  author: Pick<StaffActor, 'roles'>,
  category: Pick<AlertCategory, 'approval' | 'aloneHouseholds'>,
  alert: { severity: Severity; households: number },
): ApprovalNeed {
  const reasons = APPROVAL_REASONS.filter((reason) =>
    reason === 'category'
      ? !maySend(author.roles, category.approval)
      : alert.households > category.aloneHouseholds,
  );
  if (reasons.length === 0) return { kind: 'alone' };
  return { kind: 'second_person', reasons, mayBreakGlass: alert.severity === 'critical' };
}
