import { scopeOf } from '../staff/rights.ts';
import type { StaffActor } from '../staff/staff.ts';
import { ACT_RULES, mayAct } from './act-rules.ts';
import { isOpen } from './alert.ts';
import { type AlertDeps, FORBIDDEN } from './alert-deps.ts';

/**
 * Stops an alert: nothing more of it is claimed from the moment this commits. Any officer of the unit may, and the
 * administrators of its province.
 */
export function createStopAlert(deps: AlertDeps) {
  return async function stopAlert(actor: StaffActor, input: { alertId: string }) {
    if (!mayAct(actor, 'stop', null)) return FORBIDDEN;
    const scope = scopeOf(actor.roles, ACT_RULES.stop.right) ?? 'unit';
    const alert = await deps.alerts.lockAlert(input.alertId, actor.policeUnitId, scope);
    if (!alert) return FORBIDDEN;
    if (!isOpen(alert.state))
      return { kind: 'alert_not_open', number: alert.number, state: alert.state } as const;
    const notSent = await deps.alerts.stopMessages(alert.id);
    await deps.alerts.setState(alert.id, 'cancelled', true);
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: alert.policeUnitId,
      action: 'alert_stopped',
      subject: alert.number,
      detail: { notSent },
    });
    return { kind: 'alert_stopped', number: alert.number, notSent } as const;
  };
}
