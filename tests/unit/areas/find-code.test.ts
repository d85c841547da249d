import { describe, expect, it } from 'vitest';
import { isUnitCode, type NeighbourhoodGroup, normaliseCode } from '../../../src/areas/area.ts';
import { createFindCode } from '../../../src/areas/find-code.ts';
import type { AreaStore } from '../../../src/areas/ports.ts';

const unused = () => Promise.reject(new Error('not asked for'));

function world(groups: readonly NeighbourhoodGroup[]) {
  const areas: AreaStore = {
    insertUnit: unused,
    cover: unused,
    unitByCode: unused,
    insertGroup: unused,
    codeTaken: unused,
    list: unused,
    groupByCode: async (code) => groups.find((group) => group.joinCode === code) ?? null,
    groupsById: async (ids) => groups.filter((group) => ids.includes(group.id)),
    householdByCode: async (code) =>
      code === 'HHHHHH' ? { householdId: 'h', groupName: 'Buôn Alê A', policeUnitName: 'CAP' } : null,
  };
  return createFindCode({ areas, staffCodes: { isOpen: async (code) => code === 'STAFF23456' } });
}

const group = (id: string, current: boolean, successorIds: string[] = []): NeighbourhoodGroup => ({
  id,
  name: `group ${id}`,
  joinCode: `CODE${id}${id}`,
  policeUnitName: 'CAP',
  current,
  successorIds,
});

describe('what a code stands for', () => {
  const findCode = world([
    group('2', true),
    group('3', false, ['4']),
    group('4', false, ['2']),
    group('5', false),
    group('6', false, ['7']),
    group('7', false, ['6']),
    group('8', false, ['5', '2']),
  ]);

  it.each([
    ['code22', { kind: 'code_group', groupId: '2', groupName: 'group 2', policeUnitName: 'CAP' }],
    [
      'CODE33',
      { kind: 'code_ended', groupName: 'group 3', successor: { groupName: 'group 2', joinCode: 'CODE22' } },
    ],
    ['CODE55', { kind: 'code_ended', groupName: 'group 5', successor: null }],
    ['CODE66', { kind: 'code_ended', groupName: 'group 6', successor: null }],
    [
      'CODE88',
      { kind: 'code_ended', groupName: 'group 8', successor: { groupName: 'group 2', joinCode: 'CODE22' } },
    ],
    ['hhh-hhh', { kind: 'code_household', householdId: 'h', groupName: 'Buôn Alê A', policeUnitName: 'CAP' }],
    ['staff23456', { kind: 'code_staff', code: 'STAFF23456' }],
    ['STAFF99999', { kind: 'code_unknown' }],
    ['CODE99', { kind: 'code_unknown' }],
    ['', { kind: 'code_unknown' }],
  ])('%s', async (typed, found) => {
    expect(await findCode(typed)).toEqual(found);
  });
});

describe('codes as people type them', () => {
  it.each([
    ['h7k2m9', 'H7K2M9'],
    [' H7K-2M9. ', 'H7K2M9'],
    ['h7 k2 m9', 'H7K2M9'],
    ['Đ7K2M9', 'D7K2M9'],
    ['🙂', ''],
  ])('%j is %j', (typed, code) => {
    expect(normaliseCode(typed)).toBe(code);
  });
});

describe('codes of police units', () => {
  it.each([
    ['BMT', true],
    ['EAKAO', true],
    ['B', false],
    ['bmt', false],
    ['BM-T', false],
    ['BMTBMTB', false],
    ['', false],
  ])('%s: %s', (code, good) => {
    expect(isUnitCode(code)).toBe(good);
  });
});
