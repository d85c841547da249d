import { describe, expect, it } from 'vitest';
import { STAFF_CODE_LENGTH } from '../../../src/areas/area.ts';
import { createAddStaff } from '../../../src/staff/add-staff.ts';
import { createLinkStaff } from '../../../src/staff/link-staff.ts';
import type { StaffStore } from '../../../src/staff/ports.ts';
import { createRenewCode } from '../../../src/staff/renew-code.ts';
import type { AuditLog } from '../../../src/staff/staff.ts';
import { isOfficer, maySend, STAFF_ROLES, type StaffRoleName } from '../../../src/staff/staff.ts';

describe('who may send alone', () => {
  it.each<[StaffRoleName, ('area_officer' | 'duty_officer' | 'ward_chief')[], boolean]>([
    ['area_officer', ['area_officer'], true],
    ['duty_officer', ['area_officer', 'duty_officer'], true],
    ['ward_chief', ['area_officer', 'duty_officer', 'ward_chief'], true],
    ['group_admin', [], false],
    ['province_admin', [], false],
    ['auditor', [], false],
  ])('%s: %j', (role, approvals, officer) => {
    const all = ['area_officer', 'duty_officer', 'ward_chief'] as const;
    expect(all.filter((approval) => maySend([role], approval))).toEqual(approvals);
    expect(isOfficer([role])).toBe(officer);
  });

  it('gives nobody without a role any right', () => {
    expect([maySend([], 'area_officer'), isOfficer([])]).toEqual([false, false]);
    expect(STAFF_ROLES).toHaveLength(6);
  });
});

function inMemory() {
  const codes = new Map<string, string>();
  const links = new Map<string, string>();
  const actions: string[] = [];
  const store: StaffStore = {
    insertStaff: async () => {},
    insertLinkCode: async ({ staffId, code, validForMs }) => {
      codes.set(code, staffId);
      return new Date(validForMs);
    },
    mayWork: async (staffId) => staffId === 's1',
    unitByCode: async (code) => (code === 'BMT' ? { id: 'u', name: 'CAP' } : null),
    consumeLinkCode: async (code) => {
      const staffId = codes.get(code);
      codes.delete(code);
      return staffId === undefined
        ? null
        : { staffId, name: 'Y Bhăng', policeUnitId: 'u', policeUnitName: 'CAP' };
    },
    linkContact: async (contact, staffId) => void links.set(contact, staffId),
    list: async () => [],
  };
  const audit: AuditLog = {
    append: async (entry) => void actions.push(`${entry.action} ${JSON.stringify(entry.detail)}`),
  };
  return { deps: { staff: store, audit }, links, actions };
}

describe('adding and linking', () => {
  it('hands out a code that works once, however it is typed', async () => {
    const { deps, links, actions } = inMemory();
    const added = await createAddStaff(deps)({
      unitCode: 'BMT',
      name: 'Y Bhăng',
      office: 'Trực ban',
      role: 'duty_officer',
    });
    if (added.kind !== 'added') throw new Error('not added');
    expect(added.code).toHaveLength(STAFF_CODE_LENGTH);
    expect(added.codeExpiresAt.getTime()).toBe(24 * 3_600_000);
    const typed = ` ${added.code.toLowerCase()} `;
    expect(await createLinkStaff(deps)('c1', typed)).toEqual({
      kind: 'staff_linked',
      name: 'Y Bhăng',
      policeUnitName: 'CAP',
    });
    expect(await createLinkStaff(deps)('c2', typed)).toEqual({ kind: 'staff_code_invalid' });
    expect([...links]).toEqual([['c1', added.staffId]]);
    expect(actions).toEqual(['staff.added {"role":"duty_officer"}', 'staff.linked {}']);
  });

  it('knows no unit by a wrong code', async () => {
    const { deps, actions } = inMemory();
    const input = { unitCode: 'XXX', name: 'x', office: 'x', role: 'auditor' } as const;
    expect(await createAddStaff(deps)(input)).toEqual({ kind: 'unknown_unit' });
    expect(actions).toEqual([]);
  });
});

describe('a new code', () => {
  it('goes to somebody who may work, and links like the first', async () => {
    const { deps, links, actions } = inMemory();
    expect(await createRenewCode(deps)('nobody')).toEqual({ kind: 'unknown_staff' });
    const renewed = await createRenewCode(deps)('s1');
    if (renewed.kind !== 'renewed') throw new Error('not renewed');
    expect(await createLinkStaff(deps)('c1', renewed.code)).toMatchObject({ kind: 'staff_linked' });
    expect([...links]).toEqual([['c1', 's1']]);
    expect(actions).toEqual(['staff.code_renewed {}', 'staff.linked {}']);
  });
});
