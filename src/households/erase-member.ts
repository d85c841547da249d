import type { HouseholdStore } from './ports.ts';

/**
 * Forgets a person at their own wish. What stays: that consent was given and withdrawn, and their replies without a
 * name. The last member takes the household along.
 */
export function createEraseMember(deps: { households: HouseholdStore }) {
  return async function eraseMember(person: {
    memberId: string | null;
    householdId: string | null;
  }): Promise<{ kind: 'erased' }> {
    if (person.memberId !== null && person.householdId !== null) {
      const left = await deps.households.deleteMember(person.memberId, person.householdId);
      if (left === 0) await deps.households.emptyHousehold(person.householdId);
    }
    return { kind: 'erased' };
  };
}
