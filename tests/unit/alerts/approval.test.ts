import { describe, expect, it } from 'vitest';
import { ALERT_CATEGORIES } from '../../../config/alert-categories.ts';
import type { CategoryCode, Severity } from '../../../src/alerts/alert.ts';
import { approvalNeed } from '../../../src/alerts/approval.ts';
import type { StaffRoleName } from '../../../src/staff/staff.ts';

const need = (role: StaffRoleName, code: CategoryCode, severity: Severity, households: number) => {
  const category = ALERT_CATEGORIES.find((one) => one.code === code);
  if (!category) throw new Error(code);
  return approvalNeed({ roles: [role] }, category, { severity, households });
};

describe('a second person', () => {
  it.each([
    ['duty_officer', 'fire_explosion', 'critical', 5_000],
    ['duty_officer', 'disaster', 'critical', 200],
    ['duty_officer', 'online_scam', 'advisory', 1_000],
    ['area_officer', 'community', 'info', 1_000],
    ['ward_chief', 'wanted_person', 'urgent', 2_000],
  ] as const)('is not asked: %s, %s, %s, %i households', (role, code, severity, households) => {
    expect(need(role, code, severity, households)).toEqual({ kind: 'alone' });
  });

  it.each([
    ['duty_officer', 'fire_explosion', 'critical', 5_001, ['reach'], true],
    ['duty_officer', 'online_scam', 'advisory', 1_001, ['reach'], false],
    ['duty_officer', 'wanted_person', 'urgent', 1, ['category'], false],
    ['duty_officer', 'missing_person', 'critical', 1, ['category'], true],
    ['area_officer', 'drugs', 'advisory', 1_001, ['category', 'reach'], false],
    ['ward_chief', 'wanted_person', 'urgent', 2_001, ['reach'], false],
    ['auditor', 'community', 'info', 1, ['category'], false],
  ] as const)('is asked: %s, %s, %s, %i households', (role, code, severity, households, reasons, glass) => {
    expect(need(role, code, severity, households)).toEqual({
      kind: 'second_person',
      reasons,
      mayBreakGlass: glass,
    });
  });

  it.each(ALERT_CATEGORIES)('$code: the usual severity may be chosen', ({ severity, severities }) => {
    const order: readonly Severity[] = ['info', 'advisory', 'urgent', 'critical'];
    expect(severities).toContain(severity);
    expect(order.filter((one) => severities.includes(one))).toEqual(severities);
  });
});
