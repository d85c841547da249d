import { INVITATION_MS, SETUP_LINK_MS } from '../../config/sign-in.ts';
import type { AdminUnit } from '../areas/area.ts';
import { newId } from '../shared/ids.ts';
import { newSecret } from '../shared/secrets.ts';
import type { StaffAdminStore, UnitRef } from './admin-ports.ts';
import type { SignInStores } from './sign-in.ts';

/** First day of the two-tier order of provinces and communes. */
const PROVINCES_SINCE = '2025-07-01';

export interface NewProvinceUnit {
  code: string;
  name: string;
  dutyPhone: string;
  provinceCode: string;
  provinceName: string;
}

/** Adds the unit of a province's police; of the areas feature. */
export interface UnitAdder {
  addUnit(unit: {
    code: string;
    name: string;
    dutyPhone: string;
    adminUnits: readonly AdminUnit[];
  }): Promise<{ kind: 'added'; policeUnitId: string } | { kind: 'code_taken' | 'bad_code' }>;
}

type Stores = SignInStores & { staffAdmin: StaffAdminStore };

/**
 * A one-time link that makes an administrator, while nobody can sign in as one; or, at the server's own command line, at
 * any time (`always`). The one before ends.
 */
export function createOpenSetup(deps: Stores) {
  return async function openSetup(
    when: 'no_admin' | 'always',
  ): Promise<{ path: string; expiresAt: Date } | null> {
    if (when === 'no_admin' && (await deps.signIns.hasAdmin())) return null;
    const token = newSecret();
    const expiresAt = await deps.oneTimeLinks.open({
      token,
      purpose: 'setup',
      staffId: null,
      browser: null,
      validForMs: SETUP_LINK_MS,
    });
    await deps.audit.append({
      staffId: null,
      policeUnitId: null,
      action: 'service.setup_opened',
      subject: 'service',
      detail: { when },
    });
    return { path: `/setup#${token}`, expiresAt };
  };
}

/** What the page of the link has to ask for. */
export function createCheckSetup(deps: Stores) {
  return async function checkSetup(
    token: string,
  ): Promise<{ kind: 'open'; unit: UnitRef | null } | { kind: 'link_over' }> {
    if (!(await deps.oneTimeLinks.find(token, 'setup'))) return { kind: 'link_over' };
    return { kind: 'open', unit: await deps.staffAdmin.provincialUnit() };
  };
}

export type SetUpResult =
  | { kind: 'set_up'; staffId: string }
  | { kind: 'link_over' | 'user_name_taken' | 'code_taken' | 'unit_missing' };

/** Makes the first administrator, and the unit of the province's police where there is none. */
export function createSetUpService(deps: Stores & UnitAdder) {
  return async function setUpService(input: {
    token: string;
    name: string;
    office: string;
    userName: string;
    passwordHash: string;
    unit: NewProvinceUnit | null;
  }): Promise<SetUpResult> {
    if (!(await deps.oneTimeLinks.find(input.token, 'setup'))) return { kind: 'link_over' };
    if (await deps.signIns.nameTaken(input.userName)) return { kind: 'user_name_taken' };
    const known = await deps.staffAdmin.provincialUnit();
    if (!known && !input.unit) return { kind: 'unit_missing' };
    let policeUnitId = known?.id;
    if (policeUnitId === undefined && input.unit) {
      const { provinceCode, provinceName, ...unit } = input.unit;
      const added = await deps.addUnit({
        ...unit,
        adminUnits: [
          {
            code: provinceCode,
            validFrom: PROVINCES_SINCE,
            kind: 'province',
            name: provinceName,
            provinceCode: null,
          },
        ],
      });
      if (added.kind !== 'added') return { kind: 'code_taken' };
      policeUnitId = added.policeUnitId;
    }
    if (policeUnitId === undefined || !(await deps.oneTimeLinks.take(input.token, 'setup', null)))
      return { kind: 'link_over' };
    const staffId = newId();
    await deps.staffAdmin.insertPerson({
      id: staffId,
      policeUnitId,
      name: input.name.normalize('NFC'),
      office: input.office.normalize('NFC'),
    });
    await deps.staffAdmin.grant(staffId, 'province_admin', policeUnitId);
    const { userName, passwordHash } = input;
    if ((await deps.signIns.insert({ staffId, userName, passwordHash })) === 'name_taken')
      throw new Error('a user name was taken in the same moment');
    await deps.audit.append({
      staffId,
      policeUnitId,
      action: 'service.set_up',
      subject: `staff:${staffId}`,
      detail: { role: 'province_admin', newUnit: known === null },
    });
    return { kind: 'set_up', staffId };
  };
}

export type Invitation = { path: string; expiresAt: Date };

/** A one-time link by which one person chooses user name and password. The one before ends. */
export async function openInvitation(
  deps: Pick<SignInStores, 'oneTimeLinks'>,
  staffId: string,
): Promise<Invitation> {
  const token = newSecret();
  const expiresAt = await deps.oneTimeLinks.open({
    token,
    purpose: 'invitation',
    staffId,
    browser: null,
    validForMs: INVITATION_MS,
  });
  return { path: `/invitation#${token}`, expiresAt };
}

/** At the server's own command line: somebody lost phone and recovery codes, or the password and the chat. */
export function createResetSignIn(deps: Stores) {
  return async function resetSignIn(
    staffId: string,
  ): Promise<{ kind: 'reset'; invitation: Invitation } | { kind: 'unknown_staff' }> {
    const held = await deps.staffAdmin.hold(staffId);
    if (!held || held.disabled) return { kind: 'unknown_staff' };
    await deps.signIns.remove(staffId);
    const invitation = await openInvitation(deps, staffId);
    await deps.audit.append({
      staffId: null,
      policeUnitId: held.policeUnitId,
      action: 'staff.sign_in_reset',
      subject: `staff:${staffId}`,
      detail: {},
    });
    return { kind: 'reset', invitation };
  };
}

/** Whom the page of an invitation greets. */
export function createCheckInvitation(deps: Stores) {
  return async function checkInvitation(
    token: string,
  ): Promise<{ kind: 'open'; name: string; office: string; unitName: string } | { kind: 'link_over' }> {
    const link = await deps.oneTimeLinks.find(token, 'invitation');
    const person = link?.staffId ? await deps.staffAdmin.person(link.staffId) : null;
    return person ? { kind: 'open', ...person } : { kind: 'link_over' };
  };
}

/** The invited person chooses user name and password. */
export function createAcceptInvitation(deps: Stores) {
  return async function acceptInvitation(input: {
    token: string;
    userName: string;
    passwordHash: string;
  }): Promise<{ kind: 'accepted'; staffId: string } | { kind: 'link_over' | 'user_name_taken' }> {
    const { token, userName, passwordHash } = input;
    const link = await deps.oneTimeLinks.find(token, 'invitation');
    if (!link?.staffId || (await deps.signIns.has(link.staffId))) return { kind: 'link_over' };
    if (await deps.signIns.nameTaken(userName)) return { kind: 'user_name_taken' };
    const held = await deps.staffAdmin.hold(link.staffId);
    const taken = await deps.oneTimeLinks.take(token, 'invitation', null);
    if (!taken?.staffId || !held) return { kind: 'link_over' };
    if ((await deps.signIns.insert({ staffId: taken.staffId, userName, passwordHash })) === 'name_taken')
      throw new Error('a user name was taken in the same moment');
    await deps.audit.append({
      staffId: taken.staffId,
      policeUnitId: held.policeUnitId,
      action: 'staff.invitation_accepted',
      subject: `staff:${taken.staffId}`,
      detail: {},
    });
    return { kind: 'accepted', staffId: taken.staffId };
  };
}
