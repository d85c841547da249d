import { createAddGroup } from '../../src/areas/add-group.ts';
import { createAddUnit } from '../../src/areas/add-unit.ts';
import type { Container } from '../../src/container.ts';
import { createAddStaff } from '../../src/staff/add-staff.ts';

export interface TestUnit {
  groups: { id: string; name: string; joinCode: string }[];
  /** Each links the chat of one officer on duty. */
  officerCodes: string[];
}

/** A police unit with groups and officers who are not linked yet, made as the command-line tools make them. */
export function addTestUnit(
  inTransaction: Container['inTransaction'],
  options: { groups: readonly string[]; officers: readonly string[] },
): Promise<TestUnit> {
  return inTransaction(async (stores) => {
    await createAddUnit(stores)({
      code: 'BMT',
      name: 'Công an phường Buôn Ma Thuột',
      dutyPhone: '0262 3812 345',
      adminUnits: [],
    });
    const groups = [];
    for (const name of options.groups) {
      const added = await createAddGroup(stores)({ unitCode: 'BMT', kind: 'hamlet', name });
      if (added.kind !== 'added') throw new Error(added.kind);
      groups.push({ id: added.groupId, name, joinCode: added.joinCode });
    }
    const officerCodes = [];
    for (const name of options.officers) {
      const staff = { unitCode: 'BMT', name, office: 'Trực ban', role: 'duty_officer' } as const;
      const added = await createAddStaff(stores)(staff);
      if (added.kind !== 'added') throw new Error(added.kind);
      officerCodes.push(added.code);
    }
    return { groups, officerCodes };
  });
}
