export type StaffRoleName =
  | 'duty_officer'
  | 'area_officer'
  | 'ward_chief'
  | 'group_admin'
  | 'province_admin'
  | 'auditor';

export const STAFF_ROLES = [
  'duty_officer',
  'area_officer',
  'ward_chief',
  'group_admin',
  'province_admin',
  'auditor',
] as const satisfies readonly StaffRoleName[];

/** Of a one-time code: long enough to hand it over at the next shift, short enough to be worthless when found later. */
export const CODE_LIFE_MS = 24 * 3_600_000;

/** A staff member as the use cases see one: who, where, with which rights. */
export interface StaffActor {
  staffId: string;
  policeUnitId: string;
  roles: readonly StaffRoleName[];
  /** Comes by a token that was made for these actions only (src/staff/rights.ts). */
  limitedTo?: readonly string[];
}

type Approval = 'area_officer' | 'duty_officer' | 'ward_chief';

const MAY_SEND: Readonly<Record<Approval, readonly StaffRoleName[]>> = {
  area_officer: ['area_officer', 'duty_officer', 'ward_chief'],
  duty_officer: ['duty_officer', 'ward_chief'],
  ward_chief: ['ward_chief'],
};

/** Whether these roles may send, alone, an alert whose category asks for `approval`. */
export function maySend(roles: readonly StaffRoleName[], approval: Approval): boolean {
  return MAY_SEND[approval].some((role) => roles.includes(role));
}

/** Roles that work the chat as an officer: see status, get HELP notices. */
export function isOfficer(roles: readonly StaffRoleName[]): boolean {
  return roles.some((role) => role === 'duty_officer' || role === 'ward_chief' || role === 'area_officer');
}

/** What staff did, append-only. */
export interface AuditLog {
  /** Written in the transaction of the action. `detail` holds ids and counts, never personal text. */
  append(entry: {
    staffId: string | null;
    policeUnitId: string | null;
    action: string;
    subject: string;
    detail: Readonly<Record<string, string | number | boolean>>;
  }): Promise<void>;
}
