import { describe, expect, it } from 'vitest';
import type { StaffRoleName } from '../../../src/staff/staff.ts';
import {
  CHANGE_KINDS,
  type Change,
  hears,
  isTold,
  latestOfEach,
  restAfter,
  TRIED_FOR_MS,
  waitAfter,
} from '../../../src/webhooks/webhook.ts';

const MIDDLE = 0.5;

describe('who hears of what', () => {
  const all = [...CHANGE_KINDS];
  const noReplies = all.filter((kind) => kind !== 'reply');

  it.each<[StaffRoleName[], typeof all, typeof all]>([
    [['area_officer'], all, []],
    [['ward_chief'], all, []],
    [['group_admin'], noReplies, []],
    [['auditor'], noReplies, noReplies],
    [['province_admin'], noReplies, noReplies],
    [['province_admin', 'duty_officer'], all, noReplies],
    [[], [], []],
  ])('%j: of the own unit %j, of others of the province %j', (roles, own, others) => {
    expect(all.filter((kind) => hears(roles, kind, 'own'))).toEqual(own);
    expect(all.filter((kind) => hears(roles, kind, 'other'))).toEqual(others);
  });

  it('a webhook: what administrators see, also when whoever added it has left, and more while they may', () => {
    expect(all.filter((kind) => isTold([], kind, 'other'))).toEqual(noReplies);
    expect(all.filter((kind) => isTold(['duty_officer'], kind, 'own'))).toEqual(all);
    expect(all.filter((kind) => isTold(['duty_officer'], kind, 'other'))).toEqual(noReplies);
  });
});

describe('the wait for the next attempt', () => {
  it.each([
    [1, 5_000],
    [2, 15_000],
    [3, 45_000],
    [7, 3_600_000],
    [30, 3_600_000],
  ])('after attempt %i is about %i ms', (attempts, ms) => {
    expect(waitAfter(attempts, MIDDLE)).toBe(ms);
    expect(waitAfter(attempts, 0)).toBe(ms * 0.8);
    expect(waitAfter(attempts, 0.999_999)).toBeCloseTo(ms * 1.2, -2);
  });

  it('makes some thirty attempts in a day', () => {
    let [attempts, ms] = [0, 0];
    while (ms < TRIED_FOR_MS) ms += waitAfter(++attempts, MIDDLE);
    expect(attempts).toBeGreaterThan(20);
    expect(attempts).toBeLessThan(40);
  });
});

it.each([
  [0, 0],
  [2, 0],
  [3, 5_000],
  [4, 10_000],
  [9, 300_000],
  [1_000, 300_000],
])('a webhook that failed %i times in a row rests %i ms', (failures, ms) => {
  expect(restAfter(failures, MIDDLE)).toBe(ms);
});

describe('several changes of one thing', () => {
  const change = (more: Partial<Change>): Change => ({
    change: '1',
    kind: 'alert',
    unitId: 'unit',
    subjectId: 'a',
    alertId: null,
    help: false,
    fresh: false,
    ...more,
  });

  it('are told as the last of them, in the order of those', () => {
    const told = latestOfEach([
      change({ change: '1' }),
      change({ change: '2', subjectId: 'b' }),
      change({ change: '3', kind: 'approval' }),
      change({ change: '4' }),
    ]);
    expect(told.map((one) => one.change)).toEqual(['2', '3', '4']);
  });

  it('keep that a call is new when it is dealt with a moment later', () => {
    const reply = { kind: 'reply', help: true } as const;
    const told = latestOfEach([
      change({ ...reply, change: '1', fresh: true }),
      change({ ...reply, change: '2' }),
    ]);
    expect(told).toEqual([change({ ...reply, change: '2', fresh: true })]);
  });

  it('of another unit are another thing where they have no id', () => {
    const duty = (unitId: string) => change({ kind: 'duty', subjectId: null, unitId });
    expect(latestOfEach([duty('x'), duty('y')])).toHaveLength(2);
  });
});
