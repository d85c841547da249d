import { STAFF_CODE_LENGTH } from '../areas/area.ts';
import { newCode, newId } from '../shared/ids.ts';
import { fitsUnit, giveRole, type RightsDeps, reaches } from './change-rights.ts';
import type { StaffStore } from './ports.ts';
import { type Invitation, openInvitation } from './set-up-service.ts';
import type { SignInStores } from './sign-in.ts';
import { CODE_LIFE_MS, type StaffActor, type StaffRoleName } from './staff.ts';
import { takesChatCodeOfOthers } from './staff-acts.ts';

export type ManageDeps = RightsDeps & SignInStores & { staff: Pick<StaffStore, 'insertLinkCode'> };

export interface ChatCode {
  code: string;
  expiresAt: Date;
}

export type InviteResult =
  | {
      kind: 'invited';
      staffId: string;
      role: 'granted' | 'waiting';
      invitation: Invitation;
      chatCode: ChatCode;
    }
  | { kind: 'not_found' | 'role_not_of_unit' };

async function openChatCode(deps: ManageDeps, staffId: string): Promise<ChatCode> {
  const code = newCode(STAFF_CODE_LENGTH);
  return { code, expiresAt: await deps.staff.insertLinkCode({ staffId, code, validForMs: CODE_LIFE_MS }) };
}

/** Adds somebody to a unit in reach: a link for the console, a code for the chat, and the role, or the request for it. */
export function createInviteStaff(deps: ManageDeps) {
  return async function inviteStaff(
    actor: StaffActor,
    input: { unitId: string; name: string; office: string; role: StaffRoleName },
  ): Promise<InviteResult> {
    const { unitId: policeUnitId, role } = input;
    if (!(await reaches(deps, actor, 'manage_staff', policeUnitId))) return { kind: 'not_found' };
    if (!(await fitsUnit(deps, role, policeUnitId))) return { kind: 'role_not_of_unit' };
    const staffId = newId();
    await deps.staffAdmin.insertPerson({
      id: staffId,
      policeUnitId,
      name: input.name.normalize('NFC'),
      office: input.office.normalize('NFC'),
    });
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId,
      action: 'staff.added',
      subject: `staff:${staffId}`,
      detail: { role },
    });
    const given = await giveRole(deps, actor, { staffId, policeUnitId }, role);
    const invitation = await openInvitation(deps, staffId);
    return { kind: 'invited', staffId, role: given, invitation, chatCode: await openChatCode(deps, staffId) };
  };
}

/** A new link for somebody who has not used the first. Whoever can sign in already needs none: it would be a way in. */
export function createRenewInvitation(deps: ManageDeps) {
  return async function renewInvitation(
    actor: StaffActor,
    staffId: string,
  ): Promise<{ kind: 'renewed'; invitation: Invitation } | { kind: 'not_found' | 'conflict' }> {
    const held = await deps.staffAdmin.hold(staffId);
    if (!held || held.disabled || !(await reaches(deps, actor, 'manage_staff', held.policeUnitId)))
      return { kind: 'not_found' };
    if (await deps.signIns.has(staffId)) return { kind: 'conflict' };
    const invitation = await openInvitation(deps, staffId);
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: held.policeUnitId,
      action: 'staff.invitation_renewed',
      subject: `staff:${staffId}`,
      detail: {},
    });
    return { kind: 'renewed', invitation };
  };
}

/**
 * A new code to link a chat. Not for somebody else who approves or administers: with it one could speak as them. They ask
 * for one themselves, signed in.
 */
export function createRenewChatCode(deps: ManageDeps) {
  return async function renewChatCode(
    actor: StaffActor,
    staffId: string,
  ): Promise<{ kind: 'renewed'; chatCode: ChatCode } | { kind: 'not_found' | 'conflict' }> {
    const held = await deps.staffAdmin.hold(staffId);
    const own = staffId === actor.staffId;
    if (!held || held.disabled || !(own || (await reaches(deps, actor, 'manage_staff', held.policeUnitId))))
      return { kind: 'not_found' };
    if (!own && !takesChatCodeOfOthers(held)) return { kind: 'conflict' };
    const chatCode = await openChatCode(deps, staffId);
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: held.policeUnitId,
      action: 'staff.code_renewed',
      subject: `staff:${staffId}`,
      detail: {},
    });
    return { kind: 'renewed', chatCode };
  };
}

/** Somebody who left: out at once, everywhere. */
export function createDisableStaff(deps: ManageDeps) {
  return async function disableStaff(
    actor: StaffActor,
    staffId: string,
  ): Promise<{ kind: 'disabled' } | { kind: 'not_found' | 'own_rights' | 'last_admin' }> {
    const held = await deps.staffAdmin.hold(staffId);
    if (!held || held.disabled || !(await reaches(deps, actor, 'manage_staff', held.policeUnitId)))
      return { kind: 'not_found' };
    if (staffId === actor.staffId) return { kind: 'own_rights' };
    if (held.roles.includes('province_admin') && (await deps.staffAdmin.otherAdmins(staffId)) === 0)
      return { kind: 'last_admin' };
    const { chats } = await deps.staffAdmin.disable(staffId);
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: held.policeUnitId,
      action: 'staff.disabled',
      subject: `staff:${staffId}`,
      detail: { chats },
    });
    return { kind: 'disabled' };
  };
}
