import type { AuditLog } from '../staff/staff.ts';
import type { AlertStore, MisfireComposer, MisfireOutbox } from './ports.ts';

/** More of them wait for the next round, a second later. */
const AT_ONCE = 20;

/**
 * A scheduled alert that could not begin within its grace (the service was down), or before its end, does not begin any
 * more: it is stopped and expired, and the officer who raised it is told, in the caller's transaction and so once.
 * Time is the database's. Returns how many.
 */
export function createDropMisfires(deps: {
  alerts: Pick<AlertStore, 'takeMisfires' | 'stopMessages' | 'setState'>;
  audit: AuditLog;
  answers: MisfireOutbox;
  composer: MisfireComposer;
}) {
  return async function dropMisfires(): Promise<number> {
    const misfires = await deps.alerts.takeMisfires(AT_ONCE);
    for (const { alertId, policeUnitId, number, sendFrom, authorContactIds } of misfires) {
      await deps.alerts.stopMessages(alertId);
      await deps.alerts.setState(alertId, 'expired', true);
      await deps.audit.append({
        staffId: null,
        policeUnitId,
        action: 'alert_misfired',
        subject: number,
        detail: { sendFrom: sendFrom.toISOString() },
      });
      const message = deps.composer.misfire({ number, sendFrom });
      for (const contactPointId of authorContactIds) {
        await deps.answers.add({ contactPointId, class: 'staff_notice', message });
      }
    }
    return misfires.length;
  };
}
