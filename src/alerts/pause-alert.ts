import type { StaffActor } from '../staff/staff.ts';
import { mayAct } from './act-rules.ts';
import { type AlertState, isOpen } from './alert.ts';
import { type AlertDeps, FORBIDDEN } from './alert-deps.ts';

type Refused =
  | { kind: 'forbidden' }
  /** There is nothing left to hold or to go on with. */
  | { kind: 'alert_not_open'; number: string; state: AlertState };

export type PauseResult =
  | { kind: 'alert_paused'; number: string; waiting: number }
  | { kind: 'already_paused'; number: string }
  | Refused;

export type ResumeResult =
  | { kind: 'alert_resumed'; number: string; waiting: number }
  | { kind: 'not_paused'; number: string }
  | Refused;

async function setPaused(deps: AlertDeps, actor: StaffActor, alertId: string, paused: boolean) {
  if (!mayAct(actor, paused ? 'pause' : 'resume', null)) return FORBIDDEN;
  const alert = await deps.alerts.lockAlert(alertId, actor.policeUnitId);
  if (!alert) return FORBIDDEN;
  const { number, state } = alert;
  if (!isOpen(state)) return { kind: 'alert_not_open', number, state } as const;
  const { changed, waiting } = await deps.alerts.setPaused(alert.id, paused);
  if (changed === 0) return { kind: 'unchanged', number } as const;
  await deps.audit.append({
    staffId: actor.staffId,
    policeUnitId: actor.policeUnitId,
    action: paused ? 'alert_paused' : 'alert_resumed',
    subject: number,
    detail: { waiting },
  });
  return { kind: 'changed', number, waiting } as const;
}

/**
 * Holds an alert: nothing more of it is claimed from the moment this commits, and nobody is tried for being silent. Its
 * time goes on: it may expire. Any officer of the unit may.
 */
export function createPauseAlert(deps: AlertDeps) {
  return async function pauseAlert(actor: StaffActor, input: { alertId: string }): Promise<PauseResult> {
    const result = await setPaused(deps, actor, input.alertId, true);
    switch (result.kind) {
      case 'changed':
        return { ...result, kind: 'alert_paused' };
      case 'unchanged':
        return { ...result, kind: 'already_paused' };
      default:
        return result;
    }
  };
}

/** Lets a paused alert go on where it was; a scheduled one whose time came meanwhile begins now. */
export function createResumeAlert(deps: AlertDeps) {
  return async function resumeAlert(actor: StaffActor, input: { alertId: string }): Promise<ResumeResult> {
    const result = await setPaused(deps, actor, input.alertId, false);
    switch (result.kind) {
      case 'changed':
        return { ...result, kind: 'alert_resumed' };
      case 'unchanged':
        return { ...result, kind: 'not_paused' };
      default:
        return result;
    }
  };
}
