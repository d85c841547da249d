import { may } from '../staff/rights.ts';
import type { StaffActor } from '../staff/staff.ts';
import { type AlertDeps, FORBIDDEN } from './alert-deps.ts';
import { isQuietHours, type QuietHours } from './quiet-hours.ts';

/** When the households of a group are not to be disturbed by anything that is not critical; null: never. */
export function createSetQuietHours(deps: Pick<AlertDeps, 'checks' | 'audit'>) {
  return async function setQuietHours(
    actor: StaffActor,
    input: { groupId: string; quietHours: QuietHours | null },
  ) {
    const { groupId, quietHours } = input;
    if (!may(actor, 'manage_groups') || (quietHours !== null && !isQuietHours(quietHours))) return FORBIDDEN;
    if (!(await deps.checks.setQuietHours(groupId, actor.policeUnitId, quietHours))) return FORBIDDEN;
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: actor.policeUnitId,
      action: 'quiet_hours_set',
      subject: `group:${groupId}`,
      detail: quietHours === null ? {} : { from: quietHours.fromMinute, to: quietHours.toMinute },
    });
    return { kind: 'quiet_hours', quietHours } as const;
  };
}
