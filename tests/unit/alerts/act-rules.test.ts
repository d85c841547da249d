import { describe, expect, it } from 'vitest';
import { type AlertAct, actsOf } from '../../../src/alerts/act-rules.ts';
import type { AlertState } from '../../../src/alerts/alert.ts';
import type { StaffActor, StaffRoleName } from '../../../src/staff/staff.ts';

const actorOf = (...roles: StaffRoleName[]): StaffActor => ({ staffId: 's', policeUnitId: 'own', roles });
const ALERT = { policeUnitId: 'own', state: 'active' as AlertState, paused: false, reached: true };
const SPEAK: AlertAct[] = ['update', 'correction', 'closure', 'reminders'];

describe('what one may do with an alert', () => {
  it.each<[StaffRoleName, 'area_officer' | 'duty_officer' | 'ward_chief', AlertAct[]]>([
    ['area_officer', 'area_officer', [...SPEAK, 'pause', 'stop']],
    ['area_officer', 'duty_officer', ['pause', 'stop']],
    ['duty_officer', 'duty_officer', [...SPEAK, 'pause', 'stop']],
    ['duty_officer', 'ward_chief', ['pause', 'stop']],
    ['ward_chief', 'ward_chief', [...SPEAK, 'pause', 'stop']],
    ['province_admin', 'area_officer', ['stop']],
    ['group_admin', 'area_officer', []],
    ['auditor', 'area_officer', []],
  ])('%s, where the category asks for %s', (role, approval, acts) => {
    expect(actsOf(actorOf(role), ALERT, { approval })).toEqual(acts);
  });

  it.each<[AlertState, AlertAct[]]>([
    ['draft', []],
    ['pending_approval', []],
    ['sending', [...SPEAK, 'pause', 'stop']],
    ['updated', [...SPEAK, 'pause', 'stop']],
    ['cancelled', ['correction', 'closure']],
    ['resolved', []],
    ['corrected', []],
    ['expired', []],
  ])('%s', (state, acts) => {
    expect(actsOf(actorOf('ward_chief'), { ...ALERT, state }, { approval: 'ward_chief' })).toEqual(acts);
  });

  it('lets a held one go on, and says nothing about what was stopped before anybody got it', () => {
    const chief = actorOf('ward_chief');
    const category = { approval: 'ward_chief' } as const;
    expect(actsOf(chief, { ...ALERT, paused: true }, category)).toEqual([...SPEAK, 'resume', 'stop']);
    expect(actsOf(chief, { ...ALERT, state: 'cancelled', reached: false }, category)).toEqual([]);
  });

  it('ends at the border of the unit, but for who may stop what a ward of the province sends', () => {
    const elsewhere = { ...ALERT, policeUnitId: 'ward' };
    const category = { approval: 'area_officer' } as const;
    expect(actsOf(actorOf('ward_chief', 'auditor'), elsewhere, category)).toEqual([]);
    expect(actsOf(actorOf('ward_chief', 'province_admin'), elsewhere, category)).toEqual(['stop']);
  });

  it('is no more than a token was made for', () => {
    const token = { ...actorOf('ward_chief'), limitedTo: ['stop_alert'] };
    expect(actsOf(token, ALERT, { approval: 'area_officer' })).toEqual(['stop']);
  });
});
