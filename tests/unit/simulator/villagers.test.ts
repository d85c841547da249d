import { describe, expect, it } from 'vitest';
import { planVillagers } from '../../../src/simulator/households/villagers.ts';

const GROUPS = [
  { name: 'Buôn Ma Thuột A', joinCode: 'AAAAAA', households: 60 },
  { name: 'Tổ dân phố 3', joinCode: 'BBBBBB', households: 140 },
];

describe('planVillagers', () => {
  it('gives the same people for the same seed', () => {
    expect(planVillagers(7, GROUPS)).toEqual(planVillagers(7, GROUPS));
  });

  it('gives other people for another seed', () => {
    const names = (seed: number) => planVillagers(seed, GROUPS).map((villager) => villager.name);
    expect(names(7)).not.toEqual(names(8));
  });

  it('fills every group and keeps the shares of 200 households', () => {
    const firsts = planVillagers(7, GROUPS).filter((villager) => villager.invitedBy === null);
    const count = (temper: string) => firsts.filter((villager) => villager.temper === temper).length;
    expect(GROUPS.map((group) => firsts.filter((villager) => villager.group === group).length)).toEqual([
      60, 140,
    ]);
    expect({
      prompt: count('prompt'),
      reader: count('reader'),
      needs_help: count('needs_help'),
      talker: count('talker'),
      silent: count('silent'),
      blocker: count('blocker'),
    }).toEqual({ prompt: 126, reader: 30, needs_help: 4, talker: 6, silent: 28, blocker: 6 });
  });

  it('has a few second members in the house of the first', () => {
    const all = planVillagers(7, GROUPS);
    const seconds = all.filter((villager) => villager.invitedBy !== null);
    expect(seconds.length).toBeGreaterThan(2);
    for (const second of seconds) {
      const first = all.find((villager) => villager.key === second.invitedBy);
      expect(first).toMatchObject({ house: second.house, group: second.group, invitedBy: null });
    }
  });

  it('has names of the ward, Ê Đê ones among them', () => {
    const names = planVillagers(7, GROUPS).map((villager) => villager.name);
    expect(names.some((name) => name.startsWith("H'"))).toBe(true);
    expect(names.some((name) => name.startsWith('Y '))).toBe(true);
    expect(names.some((name) => name.startsWith('Nguyễn '))).toBe(true);
    expect(names.every((name) => name === name.normalize('NFC'))).toBe(true);
  });
});
