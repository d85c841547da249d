import { describe, expect, it } from 'vitest';
import { createEraseMember } from '../../../src/households/erase-member.ts';
import { createJoinHousehold } from '../../../src/households/join-household.ts';
import type { HouseholdStore } from '../../../src/households/ports.ts';

interface Kept {
  households: Map<string, { label: string; inviteCode: string }>;
  members: Map<string, { householdId: string; contactPointId: string }>;
  consents: string[];
  /** Contact points that were taken into open alerts. */
  hearing: string[];
}

/** Households in memory; the first `taken` codes that are asked about are taken. */
function inMemory(taken = 0): { store: HouseholdStore; kept: Kept } {
  const kept: Kept = { households: new Map(), members: new Map(), consents: [], hearing: [] };
  const place = { policeUnitId: 'u', groupName: 'Buôn Alê A', policeUnitName: 'CAP' };
  let left = taken;
  const store: HouseholdStore = {
    holdGroup: async (groupId) => (groupId === 'current' ? place : null),
    lockHousehold: async (id) => {
      const household = kept.households.get(id);
      return household ? { ...place, inviteCode: household.inviteCode } : null;
    },
    codeTaken: async () => left-- > 0,
    insertHousehold: async ({ id, label, inviteCode }) => {
      kept.households.set(id, { label, inviteCode });
      return 'inserted';
    },
    insertMember: async ({ id, householdId, contactPointId }) => {
      if ([...kept.members.values()].some((member) => member.contactPointId === contactPointId)) return false;
      kept.members.set(id, { householdId, contactPointId });
      return true;
    },
    joinOpenAlerts: async ({ contactPointId }) => void kept.hearing.push(contactPointId),
    insertConsent: async ({ textVersion }) => void kept.consents.push(textVersion),
    markReached: async () => {},
    setLanguage: async () => {},
    setContactState: async () => {},
    deleteMember: async (memberId, householdId) => {
      kept.members.delete(memberId);
      return [...kept.members.values()].filter((member) => member.householdId === householdId).length;
    },
    emptyHousehold: async (id) => void kept.households.delete(id),
  };
  return { store, kept };
}

const details = { name: 'Y Bhăng', language: 'vi', consentVersion: 'v1' } as const;
const group = (groupId: string) => ({ kind: 'group', groupId, houseLabel: 'Nhà 12' }) as const;

describe('joining', () => {
  it('makes a household, and takes a second member into it', async () => {
    const { store, kept } = inMemory(3);
    const join = createJoinHousehold({ households: store });
    const joined = await join(
      { contactPointId: 'c1', memberId: null },
      { target: group('current'), ...details },
    );
    expect(joined).toMatchObject({ kind: 'joined', groupName: 'Buôn Alê A', policeUnitName: 'CAP' });
    const [householdId = ''] = kept.households.keys();
    const second = { target: { kind: 'household', householdId } as const, ...details };
    expect(await join({ contactPointId: 'c2', memberId: null }, second)).toEqual(joined);
    expect(kept.households.size).toBe(1);
    expect([...kept.members.values()].map((member) => member.householdId)).toEqual([
      householdId,
      householdId,
    ]);
    expect(kept.consents).toEqual(['v1', 'v1']);
    expect(kept.hearing).toEqual(['c1', 'c2']);
  });

  it.each([
    { name: 'group', target: group('ended') },
    { name: 'household', target: { kind: 'household', householdId: 'gone' } as const },
  ])('says that the $name is gone', async ({ target }) => {
    const { store, kept } = inMemory();
    const join = createJoinHousehold({ households: store });
    expect(await join({ contactPointId: 'c', memberId: null }, { target, ...details })).toEqual({
      kind: 'join_gone',
    });
    expect([kept.members.size, kept.households.size, kept.consents.length]).toEqual([0, 0, 0]);
  });

  it('leaves a member a member', async () => {
    const { store, kept } = inMemory();
    const join = createJoinHousehold({ households: store });
    const outcome = await join(
      { contactPointId: 'c', memberId: 'm' },
      { target: group('current'), ...details },
    );
    expect([outcome.kind, kept.households.size]).toEqual(['already_member', 0]);
  });

  it('fails loudly when the chat became a member meanwhile, or no code is free', async () => {
    const { store } = inMemory();
    const join = createJoinHousehold({ households: store });
    await join({ contactPointId: 'c', memberId: null }, { target: group('current'), ...details });
    await expect(
      join({ contactPointId: 'c', memberId: null }, { target: group('current'), ...details }),
    ).rejects.toThrow('already leads to a member');
    const full = createJoinHousehold({ households: inMemory(99).store });
    await expect(
      full({ contactPointId: 'c', memberId: null }, { target: group('current'), ...details }),
    ).rejects.toThrow('no free invite code');
  });
});

describe('erasing', () => {
  it('takes the household along with its last member', async () => {
    const { store, kept } = inMemory();
    const join = createJoinHousehold({ households: store });
    const erase = createEraseMember({ households: store });
    await join({ contactPointId: 'c1', memberId: null }, { target: group('current'), ...details });
    const [householdId = ''] = kept.households.keys();
    const target = { kind: 'household', householdId } as const;
    await join({ contactPointId: 'c2', memberId: null }, { target, ...details });
    const sizes = [];
    for (const memberId of [...kept.members.keys()]) {
      await erase({ memberId, householdId });
      sizes.push(kept.households.size);
    }
    expect(sizes).toEqual([1, 0]);
    expect(await erase({ memberId: null, householdId: null })).toEqual({ kind: 'erased' });
  });
});
