import type { StaffActor, StaffRoleName } from './staff.ts';

/** What staff may do, one word for each right. A route names the right it asks for; a use case asks for it again. */
export const ACTIONS = [
  'see_alerts',
  'see_personal',
  'see_silent',
  'compose_alert',
  'approve_alert',
  'stop_alert',
  'see_replies',
  'handle_replies',
  'take_duty',
  'manage_templates',
  'run_drill',
  'see_groups',
  'manage_groups',
  'see_staff',
  'manage_staff',
  'approve_rights',
  'see_channels',
  'manage_channels',
  'see_audit',
  'manage_webhooks',
] as const;
export type Action = (typeof ACTIONS)[number];

/** Where a right holds: in the unit of the role, or in every unit of the province whose police the role is at. */
export type Scope = 'unit' | 'province';

const OFFICERS = { area_officer: 'unit', duty_officer: 'unit', ward_chief: 'unit' } as const;

/** Role × action × scope. Who is not named may not. */
export const RIGHTS: Readonly<Record<Action, Readonly<Partial<Record<StaffRoleName, Scope>>>>> = {
  see_alerts: { ...OFFICERS, group_admin: 'unit', province_admin: 'province', auditor: 'province' },
  /** Names and labels of households. Nobody above the ward needs them. */
  see_personal: OFFICERS,
  /** The households that have not answered, to call at their doors. */
  see_silent: { ...OFFICERS, group_admin: 'unit' },
  compose_alert: OFFICERS,
  approve_alert: { ward_chief: 'unit', province_admin: 'province' },
  stop_alert: { ...OFFICERS, province_admin: 'province' },
  see_replies: OFFICERS,
  handle_replies: OFFICERS,
  take_duty: OFFICERS,
  manage_templates: { ward_chief: 'unit', province_admin: 'province' },
  run_drill: { duty_officer: 'unit', ward_chief: 'unit' },
  see_groups: { ...OFFICERS, group_admin: 'unit', province_admin: 'province' },
  manage_groups: { ward_chief: 'unit', province_admin: 'province' },
  see_staff: { ward_chief: 'unit', province_admin: 'province', auditor: 'province' },
  manage_staff: { ward_chief: 'unit', province_admin: 'province' },
  approve_rights: { ward_chief: 'unit', province_admin: 'province' },
  see_channels: { duty_officer: 'unit', ward_chief: 'unit', province_admin: 'province' },
  manage_channels: { province_admin: 'province' },
  see_audit: { ward_chief: 'unit', province_admin: 'province', auditor: 'province' },
  manage_webhooks: { province_admin: 'province' },
};

/** The widest scope in which these roles give the right; null where they do not. */
export function scopeOf(roles: readonly StaffRoleName[], action: Action): Scope | null {
  const scopes = roles.map((role) => RIGHTS[action][role]);
  if (scopes.includes('province')) return 'province';
  return scopes.includes('unit') ? 'unit' : null;
}

export function may(actor: Pick<StaffActor, 'roles' | 'limitedTo'>, action: Action): boolean {
  if (actor.limitedTo && !actor.limitedTo.includes(action)) return false;
  return scopeOf(actor.roles, action) !== null;
}

export function actionsOf(actor: Pick<StaffActor, 'roles' | 'limitedTo'>): Action[] {
  return ACTIONS.filter((action) => may(actor, action));
}

/**
 * Rights that approve what others do, or say who may do what. A role that gives one is given by two people, asks for a
 * second factor, and these rights are never a token's.
 */
export const COMMANDING = [
  'approve_alert',
  'manage_staff',
  'approve_rights',
  'manage_channels',
  'manage_webhooks',
] as const satisfies readonly Action[];

export function isCommanding(role: StaffRoleName): boolean {
  return COMMANDING.some((action) => RIGHTS[action][role] !== undefined);
}

export function needsSecondFactor(roles: readonly StaffRoleName[]): boolean {
  return roles.some(isCommanding);
}

/** What a token of these roles may be made for. */
export function grantableTo(roles: readonly StaffRoleName[]): Action[] {
  const inPerson: readonly Action[] = COMMANDING;
  return actionsOf({ roles }).filter((action) => !inPerson.includes(action));
}
