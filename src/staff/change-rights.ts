import { newId } from '../shared/ids.ts';
import type { StaffAdminStore } from './admin-ports.ts';
import { isCommanding, may, scopeOf } from './rights.ts';
import type { AuditLog, StaffActor, StaffRoleName } from './staff.ts';
import { rolesIn } from './staff-acts.ts';

export interface RightsDeps {
  staffAdmin: StaffAdminStore;
  audit: AuditLog;
}

/** Whether the unit is one in which this actor may manage staff. */
export async function reaches(
  deps: Pick<RightsDeps, 'staffAdmin'>,
  actor: StaffActor,
  action: 'manage_staff' | 'approve_rights',
  policeUnitId: string,
): Promise<boolean> {
  const scope = may(actor, action) ? scopeOf(actor.roles, action) : null;
  if (scope === null) return false;
  const units = await deps.staffAdmin.unitsInReach(actor.policeUnitId, scope);
  return units.some(({ id }) => id === policeUnitId);
}

/** Whether people of this unit may have the role. */
export async function fitsUnit(
  deps: Pick<RightsDeps, 'staffAdmin'>,
  role: StaffRoleName,
  policeUnitId: string,
): Promise<boolean> {
  return rolesIn({ isProvincial: await deps.staffAdmin.isProvincial(policeUnitId) }).includes(role);
}

/**
 * Gives a role, or asks for it where a second person has to agree. The one administrator of a new service may make the
 * second one alone, once (docs/decisions/0016).
 */
export async function giveRole(
  deps: RightsDeps,
  actor: StaffActor,
  to: { staffId: string; policeUnitId: string },
  role: StaffRoleName,
): Promise<'granted' | 'waiting'> {
  const { staffId, policeUnitId } = to;
  const noted = (action: string) =>
    deps.audit.append({
      staffId: actor.staffId,
      policeUnitId,
      action,
      subject: `staff:${staffId}`,
      detail: { role },
    });
  if (!isCommanding(role)) {
    await deps.staffAdmin.grant(staffId, role, policeUnitId);
    await noted('right.granted');
    return 'granted';
  }
  const asked = { id: newId(), staffId, role, scopeId: policeUnitId };
  const nobodyElse =
    role === 'province_admin' &&
    actor.roles.includes('province_admin') &&
    !(await deps.staffAdmin.someoneElseDecides(policeUnitId, [actor.staffId, staffId]));
  if (nobodyElse && (await deps.staffAdmin.grantAlone({ ...asked, byId: actor.staffId }))) {
    await deps.staffAdmin.grant(staffId, role, policeUnitId);
    await noted('right.granted_alone');
    return 'granted';
  }
  await deps.staffAdmin.request({ ...asked, requestedById: actor.staffId });
  await noted('right.requested');
  return 'waiting';
}

export type ChangeRefusal = 'not_found' | 'own_rights' | 'role_not_of_unit' | 'last_admin';

/** Gives a role to somebody of a unit in reach. Nobody raises themselves. */
export function createGrantRole(deps: RightsDeps) {
  return async function grantRole(
    actor: StaffActor,
    staffId: string,
    role: StaffRoleName,
  ): Promise<{ kind: 'granted' | 'waiting' } | { kind: ChangeRefusal }> {
    const held = await deps.staffAdmin.hold(staffId);
    if (!held || held.disabled || !(await reaches(deps, actor, 'manage_staff', held.policeUnitId)))
      return { kind: 'not_found' };
    if (staffId === actor.staffId) return { kind: 'own_rights' };
    if (!(await fitsUnit(deps, role, held.policeUnitId))) return { kind: 'role_not_of_unit' };
    if (held.roles.includes(role)) return { kind: 'granted' };
    return { kind: await giveRole(deps, actor, { staffId, policeUnitId: held.policeUnitId }, role) };
  };
}

/** Takes a role away, or the request for it. One person is enough for less. */
export function createRevokeRole(deps: RightsDeps) {
  return async function revokeRole(
    actor: StaffActor,
    staffId: string,
    role: StaffRoleName,
  ): Promise<{ kind: 'revoked' } | { kind: ChangeRefusal }> {
    const held = await deps.staffAdmin.hold(staffId);
    if (!held || !(await reaches(deps, actor, 'manage_staff', held.policeUnitId)))
      return { kind: 'not_found' };
    if (staffId === actor.staffId) return { kind: 'own_rights' };
    if (role === 'province_admin' && (await deps.staffAdmin.otherAdmins(staffId)) === 0)
      return { kind: 'last_admin' };
    await deps.staffAdmin.dropRequests(staffId, role);
    await deps.staffAdmin.revoke(staffId, role, held.policeUnitId);
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: held.policeUnitId,
      action: 'right.revoked',
      subject: `staff:${staffId}`,
      detail: { role },
    });
    return { kind: 'revoked' };
  };
}

export type DecideResult =
  | { kind: 'granted' | 'refused' }
  | { kind: 'not_found' | 'conflict' | 'second_person_needed' };

/** The second person's word. The database refuses one of who asked, or of whom it is about, too. */
export function createDecideRight(deps: RightsDeps) {
  return async function decideRight(
    actor: StaffActor,
    requestId: string,
    decision: 'granted' | 'refused',
  ): Promise<DecideResult> {
    const request = await deps.staffAdmin.holdRequest(requestId);
    if (!request || !(await reaches(deps, actor, 'approve_rights', request.unit.id)))
      return { kind: 'not_found' };
    if (!request.waits) return { kind: 'conflict' };
    if (actor.staffId === request.requestedById || actor.staffId === request.staffId)
      return { kind: 'second_person_needed' };
    const held = await deps.staffAdmin.hold(request.staffId);
    if (!held || held.disabled || held.policeUnitId !== request.unit.id) return { kind: 'conflict' };
    await deps.staffAdmin.decide(requestId, decision, actor.staffId);
    if (decision === 'granted') await deps.staffAdmin.grant(request.staffId, request.role, request.unit.id);
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: request.unit.id,
      action: decision === 'granted' ? 'right.approved' : 'right.refused',
      subject: `staff:${request.staffId}`,
      detail: { role: request.role, request: requestId },
    });
    return { kind: decision };
  };
}
