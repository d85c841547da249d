import { type Action, may, scopeOf } from '../staff/rights.ts';
import { maySend, type StaffActor } from '../staff/staff.ts';
import type { AlertCategory, AlertState } from './alert.ts';
import { MOVES } from './life.ts';

/** What staff do with an alert that was sent. */
export const ALERT_ACTS = [
  'update',
  'correction',
  'closure',
  'reminders',
  'pause',
  'resume',
  'stop',
] as const;
export type AlertAct = (typeof ALERT_ACTS)[number];

interface ActRule {
  /** The right that it takes, where the right holds (src/staff/rights.ts). */
  right: Action;
  /** Who speaks about an alert, or asks again, must be one who may send an alert of its category alone. */
  asksForCategory: boolean;
  from: readonly AlertState[];
}

/** Who may do what with an alert: use cases refuse by it, and the console is told by it what to show. */
export const ACT_RULES: Readonly<Record<AlertAct, ActRule>> = {
  update: { right: 'compose_alert', asksForCategory: true, from: MOVES.update.from },
  correction: { right: 'compose_alert', asksForCategory: true, from: MOVES.correct.from },
  closure: { right: 'compose_alert', asksForCategory: true, from: MOVES.close.from },
  reminders: { right: 'compose_alert', asksForCategory: true, from: MOVES.update.from },
  pause: { right: 'compose_alert', asksForCategory: false, from: MOVES.stop.from },
  resume: { right: 'compose_alert', asksForCategory: false, from: MOVES.stop.from },
  stop: { right: 'stop_alert', asksForCategory: false, from: MOVES.stop.from },
};

/** Whether the actor has the right, for an alert of this category where it matters. */
export function mayAct(
  actor: Pick<StaffActor, 'roles' | 'limitedTo'>,
  act: AlertAct,
  category: Pick<AlertCategory, 'approval'> | null,
): boolean {
  const { right, asksForCategory } = ACT_RULES[act];
  if (!may(actor, right)) return false;
  return !asksForCategory || (category !== null && maySend(actor.roles, category.approval));
}

/**
 * What the actor may do now with an alert that they may see: of their own unit, or of another unit of their province
 * where the right holds in all of it.
 */
export function actsOf(
  actor: StaffActor,
  alert: {
    policeUnitId: string;
    state: AlertState;
    paused: boolean;
    /** Somebody got it, or may have: a last word about what was stopped before goes to nobody. */
    reached: boolean;
  },
  category: Pick<AlertCategory, 'approval'> | null,
): AlertAct[] {
  const isOwn = alert.policeUnitId === actor.policeUnitId;
  const isOther = alert.paused ? 'pause' : 'resume';
  return ALERT_ACTS.filter(
    (act) =>
      act !== isOther &&
      (alert.reached || alert.state !== 'cancelled') &&
      ACT_RULES[act].from.includes(alert.state) &&
      mayAct(actor, act, category) &&
      (isOwn || scopeOf(actor.roles, ACT_RULES[act].right) === 'province'),
  );
}
