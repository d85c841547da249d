import { REMINDER_ROUNDS } from '../../config/alert-categories.ts';
import type { StaffActor } from '../staff/staff.ts';
import { mayAct } from './act-rules.ts';
import { type AlertTexts, isOpen } from './alert.ts';
import { type AlertDeps, categoryOf, FORBIDDEN } from './alert-deps.ts';
import type { ReminderStore } from './life-ports.ts';
import type { AlertStore } from './ports.ts';

export interface ReminderOrder {
  alertId: string;
  /** To come, from now on; 0 ends them. */
  rounds: number;
  everyMs: number;
}

/** Asks the silent again, in rounds. One alert has so many in all, however often this is said. */
export function createSetReminders(deps: AlertDeps) {
  return async function setReminders(actor: StaffActor, { alertId, rounds, everyMs }: ReminderOrder) {
    const alert = await deps.alerts.lockAlert(alertId, actor.policeUnitId);
    const category = alert && categoryOf(deps, alert.category);
    if (!alert || !category || !mayAct(actor, 'reminders', category)) return FORBIDDEN;
    const { number, state } = alert;
    if (!isOpen(state)) return { kind: 'alert_not_open', number, state } as const;
    const plan = await deps.reminders.lock(alertId);
    const left = REMINDER_ROUNDS - (plan?.roundsSent ?? 0);
    if (rounds > left) return { kind: 'too_many_rounds', left } as const;
    const nextAt = await deps.reminders.put({
      alertId,
      staffId: actor.staffId,
      roundsLeft: rounds,
      everyMs,
    });
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: actor.policeUnitId,
      action: 'reminders_set',
      subject: number,
      detail: { rounds, everyMs },
    });
    const silent = await deps.reminders.countSilent(alertId);
    return { kind: 'reminders_set', number, rounds, nextAt: rounds > 0 ? nextAt : null, silent } as const;
  };
}

/** More of them wait for the next round of the sweeper, a second later. */
const AT_ONCE = 20;

export interface ReminderComposer {
  /** The newest message with a line above it; null where it cannot be read. */
  reminder(newest: unknown): AlertTexts | null;
}

/**
 * The round of each alert that is due: one more message, to the households that are silent, where they have the alert.
 * Whoever answers meanwhile is left out (src/db/reply-store.ts). Returns how many.
 */
export function createRemindSilent(
  deps: Pick<AlertDeps, 'audit' | 'wake' | 'newId'> & {
    reminders: ReminderStore;
    alerts: Pick<AlertStore, 'insertMessage'>;
    composer: ReminderComposer;
  },
) {
  return async function remindSilent(): Promise<number> {
    const due = await deps.reminders.takeDue(AT_ONCE);
    for (const { alertId, policeUnitId, number, everyMs, round } of due) {
      await deps.reminders.sent(alertId, everyMs);
      const texts = deps.composer.reminder(await deps.reminders.newestTexts(alertId));
      const silent = await deps.reminders.countSilent(alertId);
      if (silent > 0 && texts !== null) {
        const id = deps.newId();
        await deps.alerts.insertMessage({
          id,
          alertId,
          kind: 'reminder',
          texts,
          // Whoever is reminded has the picture or voice note already.
          mediaId: null,
          sendForMs: null,
          schedule: null,
        });
        deps.wake.alertMessages.add(id);
      }
      await deps.audit.append({
        staffId: null,
        policeUnitId,
        action: 'alert_reminder',
        subject: number,
        detail: { round, silent },
      });
    }
    return due.length;
  };
}
