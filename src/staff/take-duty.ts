import { newId } from '../shared/ids.ts';
import type { DutyStore } from './ports.ts';
import { may } from './rights.ts';
import type { AuditLog, StaffActor } from './staff.ts';

export type TakeDutyResult = { kind: 'on_duty' } | { kind: 'forbidden' };
export type HandOverResult = { kind: 'handed_over' } | { kind: 'not_on_duty' } | { kind: 'forbidden' };

/** The actor is on duty from now on; the shift that goes on ends. Whoever is on duty already stays it. */
export function createTakeDuty(deps: { duty: DutyStore; audit: AuditLog }) {
  return async function takeDuty(actor: StaffActor): Promise<TakeDutyResult> {
    if (!may(actor, 'take_duty')) return { kind: 'forbidden' };
    const { staffId, policeUnitId } = actor;
    const current = await deps.duty.lockCurrent(policeUnitId);
    if (current?.staffId === staffId) return { kind: 'on_duty' };
    if (current) await deps.duty.end(current.shiftId, null);
    const id = newId();
    await deps.duty.begin({ id, policeUnitId, staffId });
    await deps.audit.append({
      staffId,
      policeUnitId,
      action: 'duty.taken',
      subject: `shift:${id}`,
      detail: current ? { from: current.staffId } : {},
    });
    return { kind: 'on_duty' };
  };
}

/** Ends the actor's shift, with a note to the next one. */
export function createHandOverDuty(deps: { duty: DutyStore; audit: AuditLog }) {
  return async function handOverDuty(actor: StaffActor, note: string): Promise<HandOverResult> {
    if (!may(actor, 'take_duty')) return { kind: 'forbidden' };
    const { staffId, policeUnitId } = actor;
    const current = await deps.duty.lockCurrent(policeUnitId);
    if (current?.staffId !== staffId) return { kind: 'not_on_duty' };
    const left = note.normalize('NFC').trim();
    await deps.duty.end(current.shiftId, left === '' ? null : left);
    await deps.audit.append({
      staffId,
      policeUnitId,
      action: 'duty.handed_over',
      subject: `shift:${current.shiftId}`,
      detail: { noteLength: left.length },
    });
    return { kind: 'handed_over' };
  };
}
